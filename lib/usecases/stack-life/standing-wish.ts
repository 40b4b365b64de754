import { judgeSource } from "#lib/core/grant/judge-source.ts";
import type { Policy } from "#lib/core/grant/policy.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { doorOf } from "#lib/core/plan/last-source.ts";
import type { Pattern } from "#lib/core/tier/pattern.ts";
import type { StandingSource } from "#lib/formats/stack/stack-yaml.ts";
import { familiesOf } from "../access/door.ts";
import { NO_DOOR } from "../access/grant-refusals.ts";

interface Place {
  readonly pattern: Pattern;
  readonly policy: Policy;
  readonly vpcId: string;
  readonly observation: Observation;
}

/**
 * Why these may not be a new stack's standing sources, a sentence each. What nobody may ask for with an end, nobody
 * may ask for without one.
 */
export function whyNotStanding(
  standing: readonly StandingSource[],
  { pattern, policy, vpcId, observation }: Place,
): readonly string[] {
  if (standing.length === 0) return [];
  if (doorOf({ pattern }) === null) return [NO_DOOR.sentence];
  const families = familiesOf(observation.vpcs, vpcId);
  return standing.flatMap(({ peer }) => {
    if (peer.kind !== "cidr") return [];
    const judged = judgeSource({ text: peer.cidr, attested: true, families }, policy);
    return judged.ok ? [] : [judged.problem];
  });
}
