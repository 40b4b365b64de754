import { expect, it } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { groupOf, observationOf, stackOf } from "#lib/core/testing/estate.ts";
import { stackSentence } from "./stack-sentence.ts";

const TIERS: Readonly<Record<string, string>> = {
  "sg-web": "web",
  "sg-app": "app",
  "sg-db": "db",
  "sg-ssh": "ssh-admin",
};
const names = { tierOf: (groupId: string) => TIERS[groupId] ?? null, nameOf: (peer: string) => peer };

const said = (groups: readonly (readonly [string, readonly string[]])[], unread: "groups"[] = []) => {
  const observation = observationOf(
    { groups: groups.map(([groupId, rules]) => groupOf(groupId, rules)) },
    unread,
  );
  const { verdict, clauses, more } = stackSentence(diffStack(stackOf(), observation), names);
  const words = clauses.map((clause) =>
    clause.map((piece) => (piece.kind === "tier" ? `<${piece.tier}>` : piece.text)).join(""),
  );
  return [verdict, ...words, more];
};

const IN_LINE = [
  ["sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]],
  ["sg-app", ["tcp 8080 sg-web"]],
  ["sg-db", ["tcp 3306 sg-app"]],
  ["sg-ssh", []],
] as const;

it("says nothing more of a stack in line", () => {
  expect(said(IN_LINE)).toEqual(["In line.", 0]);
});

it("puts what the whole Internet may do first, and counts what it leaves out", () => {
  expect(
    said([
      ["sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0"]],
      ["sg-app", ["tcp 8080 10.0.0.0/8", "-1 * sg-app"]],
      ["sg-db", []],
      ["sg-ssh", ["tcp 22 0.0.0.0/1", "tcp 22 128.0.0.0/1"]],
    ]),
  ).toEqual([
    "Not as meant.",
    "the whole Internet may reach <ssh-admin> on tcp 22",
    "members of <app> may reach each other on everything",
    "10.0.0.0/8 may reach <app> on tcp 8080",
    2,
  ]);
});

it("never calls good what could not be read", () => {
  const observation = observationOf({
    groups: IN_LINE.map(([groupId, rules]) =>
      groupOf(groupId, rules, groupId === "sg-db" ? { rules: [], rulesKnown: false } : {}),
    ),
  });
  const sentence = stackSentence(diffStack(stackOf(), observation), names);
  expect(sentence.verdict).toBe("Cannot tell.");
});
