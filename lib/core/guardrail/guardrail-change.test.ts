import { describe, expect, it } from "vitest";
import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import {
  bindingOf,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  stackOf,
  tcp,
} from "#lib/core/testing/estate.ts";
import type { Guardrail } from "#lib/core/tier/pattern.ts";
import { guardrailChanges, guardrailWarning, isMadeWorse } from "./guardrail-change.ts";

const OUT = ruleOf("-1 * 0.0.0.0/0", "egress");

/** The rules of two groups that play one tier, and who carries them. */
const estate = (
  one: readonly string[],
  two: readonly string[],
  carried: readonly string[] = ["sg-db", "sg-db2"],
): Observation =>
  observationOf({
    groups: [groupOf("sg-web", [OUT]), groupOf("sg-db", [...one, OUT]), groupOf("sg-db2", [...two, OUT])],
    interfaces: [
      interfaceOf("eni-web", ["sg-web"], ["10.0.1.4/32"]),
      ...carried.map((groupId, at) => interfaceOf(`eni-${at}`, [groupId], [`10.0.3.${4 + at}/32`])),
    ],
  });

const STACK = stackOf({ bindings: [bindingOf("web", "sg-web"), bindingOf("db", "sg-db", "sg-db2")] });

const changed = (guardrail: Guardrail, before: Observation, after: Observation) => {
  const [change] = guardrailChanges(
    [{ ...STACK, guardrails: [guardrail] }],
    indexObservation(before),
    indexObservation(after),
  );
  return change;
};

const grows = (guardrail: Guardrail, before: Observation, after: Observation) => {
  const change = changed(guardrail, before, after);
  if (change !== undefined) expect([change.before, change.after]).toEqual(["broken", "broken"]);
  return change?.grows;
};

const SQL = "tcp 3306 0.0.0.0/0";
const NEVER: Guardrail = { kind: "never", peer: { kind: "internet" }, tier: "db", services: [tcp(3306)] };
const WITHIN: Guardrail = {
  kind: "sources-within",
  tier: "db",
  services: [tcp(3306)],
  cidrs: ["10.0.0.0/8"],
};
const OFFICE = "198.51.100.0/24";
const ALWAYS: Guardrail = {
  kind: "always",
  peer: { kind: "cidr", cidr: OFFICE },
  tier: "db",
  services: [tcp(3306)],
};
const FROM_WEB: Guardrail = {
  kind: "always",
  peer: { kind: "tier", tier: "web" },
  tier: "db",
  services: [tcp(3306), tcp(3307)],
};

describe("a guardrail that is broken already", () => {
  it("breaks further where what one target lets in gets to a second", () => {
    for (const guardrail of [NEVER, WITHIN]) {
      expect(grows(guardrail, estate([SQL], []), estate([SQL], [SQL]))).toBe(true);
      expect(grows(guardrail, estate([SQL], [SQL]), estate([], [SQL]))).toBe(false);
      expect(grows(guardrail, estate([SQL], []), estate([], [SQL]))).toBe(true);
    }
  });

  it("warns of it before the plan is approved", () => {
    const change = changed(NEVER, estate([SQL], []), estate([SQL], [SQL]));
    expect(change !== undefined && isMadeWorse(change)).toBe(true);
    expect(change && guardrailWarning(change)).toMatch(
      /^Breaks further the guardrail "never: internet -> tier db tcp\/3306" of shop: .+ More than before breaks it at eni-1\.$/,
    );
  });

  it("breaks further where a second target loses what must be possible, and not where the first gets it", () => {
    const open = [`tcp 3306 ${OFFICE}`];
    expect(grows(ALWAYS, estate([], open), estate([], []))).toBe(true);
    expect(grows(ALWAYS, estate([], []), estate(open, []))).toBe(false);
    expect(grows(ALWAYS, estate([], open), estate(open, []))).toBe(true);
  });

  it("breaks further where a source is let out to one more instance, though all carry the same", () => {
    const letOut = (...peers: readonly string[]): Observation => {
      const seen = estate([SQL], [], ["sg-db", "sg-db"]);
      const egress = peers.map((peer) => ruleOf(`tcp 3306 ${peer}`, "egress"));
      return { ...seen, groups: [groupOf("sg-web", egress), ...seen.groups.slice(1)] };
    };
    const never: Guardrail = { ...NEVER, peer: { kind: "tier", tier: "web" } };
    const [first, both] = [letOut("10.0.3.4/32"), letOut("10.0.3.4/32", "10.0.3.5/32")];
    expect(grows(never, first, both)).toBe(true);
    expect(grows(never, both, first)).toBe(false);
  });

  it("may break further where nobody can tell what a second target lets in", () => {
    // A list that was not read.
    const [one, both] = [estate([SQL], []), estate([SQL], ["tcp 3306 pl-1"])];
    for (const guardrail of [NEVER, WITHIN]) {
      expect(grows(guardrail, one, both)).toBe("perhaps");
      expect(grows(guardrail, both, one)).toBe(false);
    }
    const change = changed(NEVER, one, both);
    expect(change !== undefined && isMadeWorse(change)).toBe(true);
    expect(change && guardrailWarning(change)).toMatch(
      /^May break further the guardrail .+ More than before may break it at eni-1\.$/,
    );
  });

  it("does not break further where a pair lacks less than it did", () => {
    expect(grows(FROM_WEB, estate([], []), estate(["tcp 3306 sg-web"], []))).toBe(false);
    expect(grows(FROM_WEB, estate(["tcp 3306 sg-web"], []), estate([], []))).toBe(true);
    expect(grows(FROM_WEB, estate(["tcp 3306 sg-web"], []), estate(["tcp 3307 sg-web"], []))).toBe(true);
  });

  it("breaks further where one more instance stands open, and not where the last one leaves", () => {
    const carriedBy = (...groupIds: readonly string[]) => estate([SQL], [], groupIds);
    expect(grows(NEVER, carriedBy("sg-db"), carriedBy("sg-db", "sg-db"))).toBe(true);
    expect(grows(NEVER, carriedBy("sg-db", "sg-db"), carriedBy("sg-db"))).toBe(false);
    expect(grows(NEVER, carriedBy("sg-db"), carriedBy())).toBe(false);
  });
});
