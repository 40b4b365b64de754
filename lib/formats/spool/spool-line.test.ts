import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { printSpoolLine, readSpool, SPOOL_ROOT, type SpoolEvent } from "./spool-line.ts";

const hashOf = (line: string): string => createHash("sha256").update(line, "utf8").digest("hex");
const id = "3f0a1c52-7c1a-4f0e-9a52-0b7f6f7f3a11";
const event = (kind: SpoolEvent["kind"], groupId = "sg-1"): SpoolEvent => ({
  kind,
  at: "2030-01-01T00:00:00.000Z",
  grantId: id,
  stackId: id,
  personId: id,
  accountId: "111122223333",
  region: "eu-central-1",
  groupId,
  ruleKey: "ingress tcp 22:22 192.0.2.1/32",
  endsAt: "2029-12-31T23:00:00.000Z",
  code: "",
  message: "",
});
const written = (...events: SpoolEvent[]): string[] => {
  const lines: string[] = [];
  for (const each of events) {
    const before = lines.at(-1);
    lines.push(printSpoolLine(each, before === undefined ? SPOOL_ROOT : hashOf(before)));
  }
  return lines;
};
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
const lines = written(event("intent"), event("outcome"), event("read"));

it("reads what was written, and not what was cut off", () => {
  const read = readSpool(`${text(lines)}{"kind":"int`, hashOf);
  expect(read.brokenAt).toBeNull();
  expect(read.lines.map(({ event: each }) => each.kind)).toEqual(["intent", "outcome", "read"]);
  expect(read.lines[1]?.previous).toBe(read.lines[0]?.hash);
});

it("names the line from which on it does not hold", () => {
  const [one = "", two = "", three = ""] = lines;
  const edited = two.replace("sg-1", "sg-2");
  expect(readSpool(text([one, edited, three]), hashOf)).toMatchObject({ brokenAt: 3 });
  expect(readSpool(text([one, three]), hashOf)).toMatchObject({ brokenAt: 2 });
  expect(readSpool(text([two, one, three]), hashOf)).toMatchObject({ brokenAt: 2 });
  expect(readSpool(text([one, two.replace(",", ", "), three]), hashOf)).toMatchObject({ brokenAt: 2 });
  expect(readSpool(text(["no JSON"]), hashOf)).toEqual({ lines: [], brokenAt: 1 });
});
