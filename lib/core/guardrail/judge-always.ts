/** `always: tier web -> tier app tcp/8080`: broken by the first pair, and service, that cannot. */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import type { Family } from "#lib/core/net/address.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import { isEmptyFlows, subtractFlows } from "#lib/core/net/flow-set.ts";
import { printPacket, witnessOf } from "#lib/core/net/packet.ts";
import {
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { callersOfEnd, servicesIn } from "#lib/core/reach/callers.ts";
import { unreadSentence } from "#lib/core/reach/describe-reach.ts";
import type { End } from "#lib/core/reach/end.ts";
import { judgeTargets } from "#lib/core/reach/judge-targets.ts";
import { letOutTo } from "#lib/core/reach/let-out.ts";
import { ingressOf } from "#lib/core/reach/reach-flows.ts";
import { askedFlows, type Source } from "#lib/core/reach/source.ts";
import { unreadOf } from "#lib/core/reach/unread.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { type DoorReading, type FlowGuardrail, pairOfGuardrail } from "./guarded-ends.ts";
import { servicesOfGuardrail } from "./guardrail-services.ts";
import { cannotTell, type GuardrailJudgement, HOLDS } from "./judgement.ts";

const nameOf = (end: End): string =>
  end.item === null ? (end.groupIds[0] ?? "") : (end.item.instanceId ?? end.item.interfaceId);

const addressOf = (end: End): string | null => end.item?.privateCidrs[0]?.replace(/\/\d+$/, "") ?? null;

/** What this source surely and possibly may use of this target. */
const between = (source: End, target: End, services: ServiceSet, index: ObservationIndex): ServiceBounds => {
  const letOut = letOutTo([target], services, index);
  let all: ServiceBounds = { surely: NO_SERVICES, possibly: NO_SERVICES };
  for (const caller of callersOfEnd(source, ingressOf(target, services, index), services)) {
    const family: Family | null = caller.place?.family ?? null;
    const out = letOut([source], family);
    const letIn = caller.letIn();
    all = {
      surely: unionServices(all.surely, intersectServices(servicesIn(letIn.surely), out.surely)),
      possibly: unionServices(all.possibly, intersectServices(servicesIn(letIn.possibly), out.possibly)),
    };
  }
  return all;
};

interface Missing {
  readonly source: End;
  readonly target: End;
  readonly lacking: ServiceSet;
}

const broken = ([first, ...others]: readonly [Missing, ...Missing[]]): GuardrailJudgement => {
  const { source, target, lacking } = first;
  const services = printServices(lacking);
  return {
    state: "broken",
    sentence: `${nameOf(source)} cannot reach ${nameOf(target)} on ${services.join(", ")}.`,
    witness: { from: addressOf(source), to: addressOf(target), service: services[0] ?? "" },
    rules: [],
    breach: [first, ...others].flatMap((each) =>
      printServices(each.lacking).map((service) => ({
        peer: `${nameOf(each.source)} to ${nameOf(each.target)}`,
        service,
      })),
    ),
  };
};

/** What an instance sends to itself meets no security group. */
const isSame = ({ item: one }: End, { item: other }: End): boolean =>
  one !== null &&
  other !== null &&
  (one.interfaceId === other.interfaceId || (one.instanceId !== null && one.instanceId === other.instanceId));

/** Pair by pair: every one must get through. */
const judgePairs = (
  sources: readonly End[],
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): GuardrailJudgement => {
  let isSure = true;
  const missing: Missing[] = [];
  for (const target of targets)
    for (const source of sources) {
      if (isSame(source, target)) continue;
      const { surely, possibly } = between(source, target, services, index);
      const lacking = subtractServices(services, possibly);
      if (lacking.length > 0) missing.push({ source, target, lacking });
      if (subtractServices(services, surely).length > 0) isSure = false;
    }
  const [first, ...others] = missing;
  if (first !== undefined) return broken([first, ...others]);
  if (isSure) return HOLDS;
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
  const asked = askedFlows(source, services);
  const classes = targets.flatMap((target) => judgeTargets(source, [target], services, index));
  for (const { reach, ends } of classes) {
    const closed = subtractFlows(asked, reach.flows.possibly);
    const packet = witnessOf(closed);
    if (packet === null) continue;
    const { peer, service } = printPacket(packet);
    return {
      state: "broken",
      sentence: `${peer} cannot reach ${tier} on ${service}.`,
      witness: { from: peer, to: addressOf(ends[0]), service },
      rules: [],
      breach: printFlows(closed),
    };
  }
  return classes.every(({ reach }) => isEmptyFlows(subtractFlows(asked, reach.flows.surely)))
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
