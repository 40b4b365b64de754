import { askButton, fillIn } from "./support/access.ts";
import { expect, test } from "./support/flows.ts";
import { listenForOpenings } from "./support/requests.ts";

const HOUR = 3_600;

/** What is typed, the range that it would open, and what the refusal teaches. */
const lessons = [
  ["10.0.0.1/8", "10.0.0.0/8", "Did you mean 10.0.0.0/8?"],
  ["0.0.0.0/0", "0.0.0.0/0", "the whole Internet"],
  ["1.0.0.0/0", "0.0.0.0/0", "the whole Internet"],
  ["0.0.0.0/1", "0.0.0.0/1", "half of the Internet"],
  ["128.0.0.0/1", "128.0.0.0/1", "half of the Internet"],
  ["198.51.96.0/20", "198.51.96.0/20", "/24 is the widest"],
  [
    "198.18.5.0/24",
    "198.18.5.0/24",
    "lies outside the organisation's networks: Hamburg office (198.51.100.0/26)",
  ],
  ["010.1.2.3", "10.1.2.3/32", "zero"],
  ["::ffff:203.0.113.7", "203.0.113.7/32", "203.0.113.7"],
  ["192.168.1.20", "192.168.1.20/32", "a private address"],
  ["127.0.0.1", "127.0.0.1/32", "a loopback address"],
] as const;

test("what nobody may ask for is refused at once, with a sentence that teaches", async ({ company }) => {
  test.slow();
  const openings = await listenForOpenings(lessons.map(([, range]) => range));
  const mara = await company.as("Mara Haddad");
  const refusal = mara.getByRole("main").getByRole("alert");
  await fillIn(mara, { stack: "shop", from: "203.0.113.7", seconds: HOUR });
  for (const [from, , lesson] of lessons) {
    await test.step(`from ${from}`, async () => {
      await mara.getByLabel("From", { exact: true }).fill(from);
      await Promise.all([
        mara.waitForResponse((response) => response.request().method() === "POST"),
        askButton(mara).click(),
      ]);
      await expect(refusal).toContainText(lesson);
    });
  }
  await test.step("for longer than the stack allows", async () => {
    await fillIn(mara, { stack: "ledger", from: "203.0.113.7", seconds: 5 * HOUR });
    await askButton(mara).click();
    await expect(refusal).toContainText("the longest for this stack is 4 hours");
  });
  await test.step("from an address that nobody vouches for", async () => {
    await fillIn(mara, { stack: "shop", from: "203.0.113.7", seconds: HOUR });
    await mara.getByLabel("This address is mine").uncheck();
    await askButton(mara).click();
    await expect(refusal).toContainText("Say that this address is yours");
  });
  expect(await openings()).toEqual([]);
});
