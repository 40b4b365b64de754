/** Whole folders of recorded accounts, as somebody would drop them, with the answers of many other commands. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { understand } from "./understand.ts";

const DATA = path.resolve(import.meta.dirname, "../../../../shared/data");
const isThere = existsSync(DATA);
const notThere = isThere ? "" : ": NOT READ, the recorded accounts (../shared/data) are not on this machine";

describe.skipIf(!isThere)(`recorded accounts${notThere}`, () => {
  it.each([
    ["cloudmapper-demo/us-east-1", { groups: 8, passedOver: 6 }],
    ["batfish-hybrid-cloud-aws/us-west-2", { groups: 11, passedOver: 20 }],
  ])("%s", async (folder, expected) => {
    const files = readdirSync(path.join(DATA, folder)).map((name) => ({
      name,
      content: new Blob([readFileSync(path.join(DATA, folder, name))]),
    }));
    const read = await understand(files, "2026-01-01T00:00:00.000Z", () => {});
    if (!read.ok) throw new Error(JSON.stringify(read.problem.problems));
    const { observation, passedOver } = read.value;
    expect({ groups: observation.groups.length, passedOver: passedOver.length }).toEqual(expected);
  });
});
