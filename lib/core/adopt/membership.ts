/** The membership rule that most interfaces keep; the others are called odd. */

import { isNote, type MembershipFinding } from "#lib/core/diff/finding.ts";
import { membershipFindings } from "#lib/core/diff/membership.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { MembershipRule, Stack } from "#lib/core/tier/pattern.ts";
import type { NamedTier } from "./meant-tiers.ts";

/** A rule that more than this part of the interfaces breaks is no rule. */
const ODD = 0.2;

const breaks = (stack: Stack, membership: MembershipRule, index: ObservationIndex): MembershipFinding[] =>
  membershipFindings({ ...stack, pattern: { ...stack.pattern, membership } }, index).flatMap((finding) =>
    "interfaceId" in finding && !isNote(finding) ? [finding] : [],
  );

/** The strictest of few rules that most interfaces keep. While interfaces were not read, none is proposed. */
export const membershipOf = (
  stack: Stack,
  named: readonly NamedTier[],
  index: ObservationIndex,
): MembershipRule => {
  const none: MembershipRule = { oneOf: [], all: [] };
  if (!index.observation.parts.interfaces.complete) return none;
  const ofDuty = (...duties: readonly string[]) =>
    named.filter(({ duty }) => duties.includes(duty)).map(({ name }) => name);
  const doors = ofDuty("door");
  const common = ofDuty("common");
  const beside = ["door", "common", ...(doors.length > 0 ? ["bastion"] : [])];
  const oneOf = named.filter(({ duty }) => !beside.includes(duty)).map(({ name }) => name);
  const members = index.observation.interfaces.length;
  const candidates: MembershipRule[] = [oneOf, []].flatMap((one) =>
    [[...doors, ...common], doors, common, []].map((all) => ({ oneOf: one, all })),
  );
  return candidates.find((rule) => breaks(stack, rule, index).length <= members * ODD) ?? none;
};
