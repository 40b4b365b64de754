import { afterAll, beforeAll, expect, it } from "vitest";
import { runIn } from "#lib/testing/command/run-in.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

const [WEB, APP, DB] = ["sg-0123456789abcdea1", "sg-0123456789abcdea2", "sg-0123456789abcdea3"];

let shop: ShopFiles;
beforeAll(() => {
  shop = shopFiles();
});
afterAll(() => shop.remove());

const hops = (web: string, app: string, expected: string, more = "") =>
  runIn(
    shop.folder,
    `reach --from 0.0.0.0/0 --to ${WEB} --to ${APP} --on ${web} --on ${app} --expect ${expected} ${more} as-meant`,
  );

it.each([
  ["tcp/80", "tcp/8080", "yes", 0],
  ["tcp/80-90", "tcp/8080", "yes", 1],
  ["tcp/80", "tcp/8080-8090", "yes", 1],
  ["tcp/80-90", "tcp/8080-8090", "yes", 1],
  ["tcp/80-90", "tcp/3389", "yes", 1],
  ["tcp/80-90", "tcp/3389", "no", 0],
  ["tcp/80-90", "tcp/8080", "no", 1],
])("over hops on %s and %s, expected %s: ends with %i", async (web, app, expected, code) => {
  expect((await hops(web, app, expected)).code).toBe(code);
});

it("says at which hop it is open in part", async () => {
  const { output } = await hops("tcp/80-90", "tcp/8080", "yes");
  expect(output).toMatch(/Hop 1 to sg-\w+: it gets there in part\./);
  expect(output).toMatch(/Hop 2 to sg-\w+: it gets there\./);
  expect(output).toContain("Not as expected: yes.");
  const report = JSON.parse((await hops("tcp/80-90", "tcp/8080", "yes", "--format json")).output);
  expect(report.findings).toMatchObject([
    {
      certainty: "sure",
      sentence: expect.stringMatching(/Answer: yes, for a part of it\.$/),
      groupIds: [WEB],
    },
  ]);
  expect(report.sentences).toContainEqual(expect.stringMatching(/^Yes, in part: .* on tcp\/80-90\.$/));
});

it("where nothing should get there, names what lets it in at the end, and that it is a part", async () => {
  const report = JSON.parse((await hops("tcp/80-90", "tcp/8080", "no", "--format json")).output);
  const sentence = expect.stringMatching(/Answer: yes, for a part of it\.$/);
  expect(report.findings).toMatchObject([{ certainty: "sure", sentence, groupIds: [APP] }]);
});

it("names the hop where the way ends, whatever was open in part before it", async () => {
  const line = `reach --from 0.0.0.0/0 --to ${WEB} --to ${DB} --on tcp/80-90 --on tcp/3306 --expect yes as-meant --format json`;
  const report = JSON.parse((await runIn(shop.folder, line)).output);
  expect(report.findings).toMatchObject([{ sentence: expect.stringMatching(/Answer: no\.$/) }]);
});
