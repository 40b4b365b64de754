/** `always: tier web -> tier app tcp/8080`: broken by the first pair, and service, that cannot. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { printPacket, witnessOf } from "#lib/core/net/packet.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { unreadSentence } from "#lib/core/reach/describe-reach.ts";
import type { End } from "#lib/core/reach/end.ts";
import { judgeTargets } from "#lib/core/reach/judge-targets.ts";
import type { Source } from "#lib/core/reach/source.ts";
import { unreadOf } from "#lib/core/reach/unread.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { type DoorReading, type FlowGuardrail, pairOfGuardrail } from "./guarded-ends.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { judgeAlike } from "./judge-alike.ts";
import { cannotTell, type GuardrailJudgement, HOLDS } from "./judgement.ts";
import { missingAddresses } from "./missing-addresses.ts";
import { type MissingPair, missingPairs } from "./missing-pairs.ts";

const nameOf = (end: End): string =>
  end.item === null ? (end.groupIds[0] ?? "") : (end.item.instanceId ?? end.item.interfaceId);

const addressOf = (end: End): string | null => end.item?.privateCidrs[0]?.replace(/\/\d+$/, "") ?? null;

const brokenBy = ({ source, target, lacking }: MissingPair): GuardrailJudgement => {
  const services = printServices(lacking.surely);
  return {
    state: "broken",
    sentence: `${nameOf(source)} cannot reach ${nameOf(target)} on ${services.join(", ")}.`,
    witness: { from: addressOf(source), to: addressOf(target), service: services[0] ?? "" },
    rules: [],
  };
};

/** Pair by pair: every one must get through. */
const judgePairs = (
  sources: readonly End[],
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): GuardrailJudgement => {
  const missing = missingPairs(sources, targets, services, index);
  const first = missing.find(({ lacking }) => lacking.surely.length > 0);
  if (first !== undefined) return brokenBy(first);
  if (missing.length === 0) return HOLDS;
  const from: Source = { kind: "ends", ends: sources };
  const classes = judgeTargets(from, targets, services, index);
  return cannotTell(unreadSentence(unreadOf(from, classes, services, index)));
};

/** Each address must get through to each target. */
const judgeAddresses = (
  source: Source,
  tier: string,
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): GuardrailJudgement => {
  const classes = judgeAlike(source, targets, services, index);
  const missing = missingAddresses(source, classes, services, index);
  for (const { target, lacking } of missing) {
    const packet = witnessOf(lacking.surely);
    if (packet === null) continue;
    const { peer, service } = printPacket(packet);
    return {
      state: "broken",
      sentence: `${peer} cannot reach ${tier} on ${service}.`,
      witness: { from: peer, to: addressOf(target), service },
      rules: [],
    };
  }
  return missing.length === 0
    ? HOLDS
    : cannotTell(unreadSentence(unreadOf(source, classes, services, index)));
};

export const judgeAlways = (
  guardrail: FlowGuardrail,
  stack: Stack,
  index: ObservationIndex,
  door: DoorReading,
): GuardrailJudgement => {
  const pair = pairOfGuardrail(guardrail, stack, index, door);
  if (!pair.ok) return cannotTell(pair.problem);
  const { source, targets } = pair.value;
  const services = servicesOfGuardrail(guardrail);
  return source.kind === "ends"
    ? judgePairs(source.ends, targets, services, index)
    : judgeAddresses(source, guardrail.tier, targets, services, index);
};
