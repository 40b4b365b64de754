import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { arbitraryObservation } from "#lib/core/testing/arbitrary-estate.ts";
import { UNREAD } from "#lib/core/testing/estate.ts";
import { lawCases, lawTimeout } from "#lib/core/testing/law-cases.ts";
import { proposalTexts } from "#lib/formats/adopt/proposal-texts.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { generateEstate } from "#lib/testing/adoption/generate-estate.ts";
import { adopt } from "./adopt.ts";

vi.setConfig({ testTimeout: lawTimeout() });

const seed = fc.integer({ min: 1, max: 2 ** 31 });
/** Generated estates are large; many small ones say as much. */
const ESTATES = { numRuns: Math.ceil(lawCases() / 40) };

const heldAgainst = (observation: Observation): void => {
  for (const { stack, calledOut } of adopt(observation).stacks) {
    const { findings } = diffStack(stack, observation);
    expect(
      findings.filter(({ kind }) => ["missing", "unbound", "group-gone", "group-elsewhere"].includes(kind)),
    ).toEqual([]);
    const beyond = findings.flatMap((finding) =>
      finding.kind === "extra" || finding.kind === "too-wide"
        ? [`${finding.groupId} ${finding.ruleKey}`]
        : [],
    );
    expect(beyond).toEqual(calledOut.map(({ groupId, ruleKey }) => `${groupId} ${ruleKey}`));
    for (const { reason } of calledOut) expect(reason).toMatch(/^[A-Z].*\.$/);
  }
};

test("what is proposed lacks nothing that is there, and exceeds by what is called out: small estates", () => {
  fc.assert(fc.property(arbitraryObservation, heldAgainst), { numRuns: lawCases() });
});

test("the same for generated estates, whatever of them was not read", () => {
  fc.assert(
    fc.property(
      seed,
      fc.constantFrom("vpcs", "interfaces", "groups", "prefixLists", null),
      (number, part) => {
        const { observation } = generateEstate(number);
        heldAgainst(
          part === null ? observation : { ...observation, parts: { ...observation.parts, [part]: UNREAD } },
        );
      },
    ),
    ESTATES,
  );
});

test("what is written out reads back as what was proposed", () => {
  fc.assert(
    fc.property(seed, (number) => {
      for (const { stack } of adopt(generateEstate(number).observation).stacks) {
        const texts = proposalTexts(stack, { team: "Shop team", review: "2027-03-01" });
        const pattern = readPatternYaml(texts.pattern);
        expect(pattern).toEqual({ ok: true, value: stack.pattern });
        const read = readStackYaml(texts.stack);
        expect(read.ok && read.value).toMatchObject({
          name: stack.name,
          vpcId: stack.vpcId,
          bindings: stack.bindings,
        });
        expect(read.ok && read.value.standing.map(({ name, peer }) => ({ name, peer }))).toEqual(
          stack.openSources,
        );
      }
    }),
    ESTATES,
  );
});

test("the order of things changes nothing", () => {
  fc.assert(
    fc.property(seed, (number) => {
      const { observation } = generateEstate(number);
      const turned: Observation = {
        ...observation,
        groups: observation.groups
          .map((group) => ({ ...group, rules: group.rules.toReversed() }))
          .toReversed(),
        interfaces: observation.interfaces.toReversed(),
        instances: observation.instances.toReversed(),
      };
      expect(adopt(turned)).toEqual(adopt(observation));
    }),
    ESTATES,
  );
});

test("every group is in its place: bound, or left out with a reason, never both", () => {
  fc.assert(
    fc.property(seed, (number) => {
      const { observation } = generateEstate(number);
      const { stacks, leftOut, shared } = adopt(observation);
      const bound = stacks.flatMap(({ tiers }) =>
        tiers.flatMap(({ bindings }) => bindings.map(({ groupId }) => groupId)),
      );
      const left = leftOut.map(({ groupId }) => groupId);
      expect([...new Set(bound), ...left].sort()).toEqual(
        observation.groups.map(({ groupId }) => groupId).sort(),
      );
      const repeated = bound.filter((id, at) => bound.indexOf(id) !== at);
      expect([...new Set(repeated)].sort()).toEqual(shared.map(({ groupId }) => groupId));
    }),
    ESTATES,
  );
});

test("what could not be read lowers confidence and is named", () => {
  fc.assert(
    fc.property(seed, (number) => {
      const { observation } = generateEstate(number);
      const whole = { ...observation, parts: { ...observation.parts, interfaces: observation.parts.vpcs } };
      const part = { ...observation, parts: { ...observation.parts, interfaces: UNREAD } };
      const [sure, less] = [adopt(whole), adopt(part)];
      expect(less.unknowns).toContain("Not all of the interfaces were read.");
      for (const proposal of less.stacks) {
        const same = sure.stacks.find(
          ({ stack }) => stack.name === proposal.stack.name && stack.vpcId === proposal.stack.vpcId,
        );
        if (same === undefined || same.confidence <= 0.02) continue;
        const wasWhole = same.evidence.every(({ kind }) => !kind.endsWith("-unread"));
        if (wasWhole) expect(proposal.confidence).toBeLessThan(same.confidence);
        else expect(proposal.confidence).toBeLessThanOrEqual(same.confidence);
      }
    }),
    ESTATES,
  );
});
