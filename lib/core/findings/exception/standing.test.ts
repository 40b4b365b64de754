import { describe, expect, it } from "vitest";
import { type Finding, summarise } from "#lib/core/diff/finding.ts";
import { standingOf } from "./standing.ts";

const unbound = (tier: string): Finding => ({ kind: "unbound", id: `unbound/${tier}`, tier, groupId: null });
const unknown: Finding = {
  kind: "unknown",
  id: "unknown/app/ingress",
  tier: "app",
  direction: "ingress",
  subject: "flows",
  groupId: null,
  ruleKey: null,
  ruleIds: [],
  rule: null,
  lines: [],
  witness: null,
};

const standing = (findings: readonly Finding[], accepted: readonly string[]) =>
  standingOf(summarise(findings).state, findings, ({ id }) => accepted.includes(id));

describe("how a stack stands", () => {
  it.each([
    ["nothing found", [], [], "in-line"],
    ["one finding", [unbound("app")], [], "out-of-line"],
    ["one finding, accepted", [unbound("app")], ["unbound/app"], "accepted"],
    ["two findings, one accepted", [unbound("app"), unbound("db")], ["unbound/app"], "out-of-line"],
    ["an accepted one beside something unknown", [unbound("app"), unknown], ["unbound/app"], "unknown"],
    ["something unknown", [unknown], [], "unknown"],
  ] as const)("%s", (_, findings, accepted, expected) => {
    expect(standing(findings, accepted)).toBe(expected);
  });
});
