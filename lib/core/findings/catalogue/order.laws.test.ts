import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Observation, ObservedRule } from "#lib/core/group/observation.ts";
import { catalogueEstate, catalogueStacks, contextOf } from "#lib/core/testing/catalogue-estates.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { CatalogueFinding } from "./catalogue-finding.ts";
import { runCatalogue } from "./run-catalogue.ts";

const RUNS = { numRuns: lawCases() };

vi.setConfig({ testTimeout: lawTimeout() });

const run = (observation: Observation, stacks: readonly Stack[]): readonly CatalogueFinding[] =>
  runCatalogue(contextOf(observation, stacks));

const rewritten = (rule: ObservedRule, seed: number): ObservedRule => ({
  ...rule,
  ruleId: `sgr-${seed}`,
  description: `note ${seed}`,
  protocol: rule.protocol === "tcp" && seed % 2 === 0 ? "6" : rule.protocol,
  peer:
    rule.peer.kind === "ipv4"
      ? { ...rule.peer, cidr: rule.peer.cidr.replace(/\.0\/(?!32)/, `.${seed % 100}/`) }
      : rule.peer,
});

/** Rules about descriptions change with them, and say so. */
const withoutDescriptions = (findings: readonly CatalogueFinding[]) =>
  findings.filter(({ ruleId }) => ruleId !== "no-owner");

describe("law 3: order, repetition and descriptions change nothing", () => {
  it("the same estate, shuffled, repeated and otherwise written, gives the same findings, in plain JSON", () => {
    fc.assert(
      fc.property(
        catalogueEstate,
        catalogueStacks,
        fc.infiniteStream(fc.nat(1_000)),
        (observation, models, numbers) => {
          const next = () => numbers.next().value ?? 0;
          const groups = [...observation.groups].reverse().map((group) => ({
            ...group,
            rules: group.rules
              .flatMap((rule) => Array.from({ length: 1 + (next() % 3) }, () => rewritten(rule, next())))
              .map((rule) => ({ rule, place: next() }))
              .sort((a, b) => a.place - b.place)
              .map(({ rule }) => rule),
          }));
          const interfaces = [...observation.interfaces].reverse().map((item) => ({
            ...item,
            groupIds: [...item.groupIds].reverse(),
          }));
          const findings = run(observation, models);
          expect(withoutDescriptions(run({ ...observation, groups, interfaces }, models))).toStrictEqual(
            withoutDescriptions(findings),
          );
          expect(JSON.parse(JSON.stringify(findings))).toStrictEqual(findings);
          expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
        },
      ),
      RUNS,
    );
  });
});
