import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type IamPolicy, readPolicy, writePolicy } from "./iam-policy.ts";

const allowed = (policy: IamPolicy): string[] =>
  policy.Statement.flatMap(({ Action }) => Action).map((action) => action.replace(/^\w+:/, ""));

/** Every EC2 command that any file of this folder sends. */
const sent = (files: (name: string) => boolean): string[] => {
  const names = readdirSync(import.meta.dirname).filter((name) => !name.includes(".test.") && files(name));
  const found = names.flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), "utf8");
    return [...text.matchAll(/new (\w+)Command\(/g)].map(([, operation]) => operation ?? "");
  });
  return [...new Set(found)].filter((operation) => operation !== "GetCallerIdentity").sort();
};

test("the two policies allow exactly the operations that are sent", () => {
  const changing = sent((name) => name === "send-call.ts");
  const reading = sent((name) => name !== "send-call.ts");
  expect(changing.length).toBeGreaterThan(5);
  expect(allowed(readPolicy()).sort()).toEqual(reading);
  const writing = allowed(writePolicy());
  expect(writing).toEqual(expect.arrayContaining(changing));
  expect(
    writing.filter((action) => !changing.includes(action)).every((action) => reading.includes(action)),
  ).toBe(true);
});

test("reading allows nothing that changes anything", () => {
  expect(allowed(readPolicy()).every((action) => /^(Describe|Get|Lookup)/.test(action))).toBe(true);
});
