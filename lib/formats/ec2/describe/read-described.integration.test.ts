import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isDescribed } from "./described-pages.ts";
import { readDescribed } from "./read-described.ts";

const RECORDED = "../shared/data";
const about = { accountId: null, region: null, takenAt: "2026-01-01T00:00:00Z" };

const filesIn = (folder: string) =>
  readdirSync(folder)
    .map((name) => ({ name, json: JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown }))
    .filter(({ json }) => isDescribed(json));

test.skipIf(!existsSync(RECORDED))("the recorded CloudMapper account reads whole", () => {
  const read = readDescribed(filesIn(`${RECORDED}/cloudmapper-demo/us-east-1`), about);
  expect(read.ok && read.value).toMatchObject({ accountId: "123456789012", region: "us-east-1" });
  if (!read.ok) return;
  const { groups, interfaces, instances, parts } = read.value;
  expect([groups.length, interfaces.length, instances.length]).toEqual([8, 1, 3]);
  expect(groups.flatMap((group) => group.rules).length).toBeGreaterThan(15);
  expect(parts.groups.complete).toBe(true);
  expect(parts.prefixLists.complete).toBe(false);
});

test.skipIf(!existsSync(RECORDED))(
  "the recorded hybrid account reads whole, AWS's prefix lists included",
  () => {
    const read = readDescribed(filesIn(`${RECORDED}/batfish-hybrid-cloud-aws/us-west-2`), about);
    expect(read.ok && read.value).toMatchObject({ region: "us-west-2" });
    if (!read.ok) return;
    expect(read.value.prefixLists.map((list) => list.entries)).toContainEqual(["52.94.28.0/23"]);
    expect(read.value.parts.prefixLists.complete).toBe(false);
  },
);
