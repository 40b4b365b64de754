/** What can this peer reach, of everything observed, and whereto does its own egress let it out? */

import { unionBounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import type { ServiceBounds } from "#lib/core/group/rule-services.ts";
import { groupedBy } from "#lib/core/grouped-by.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import { subtractFlows } from "#lib/core/net/flow-set.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import { type ServiceSet, subtractServices } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { ReachedTarget, ReachVerdict, WhatAnswer } from "./answer.ts";
import { type End, endOfInterface, flowsOfEnd, isGoverned } from "./end.ts";
import { judgeTargets } from "./judge-targets.ts";
import type { ReachContext, ReachPeer, ReachProblem } from "./question.ts";
import { reachedServices } from "./reached-services.ts";
import { sourceOf } from "./resolve.ts";
import { unreadOf } from "./unread.ts";

interface JudgedEnd {
  readonly end: End;
  readonly services: ServiceBounds;
}

const reachedTarget = ({ end, services: { surely, possibly } }: JudgedEnd): ReachedTarget | null => {
  const perhaps = subtractServices(possibly, surely);
  if (surely.length + perhaps.length === 0) return null;
  const sure: ReachVerdict = isGoverned(end) ? "yes" : "ungoverned";
  return {
    groupIds: end.groupIds,
    interfaceIds: end.item === null ? [] : [end.item.interfaceId],
    verdict: surely.length > 0 ? sure : "unknown",
    open: printServices(surely),
    unknown: printServices(perhaps),
  };
};

/** Those that carry the same groups and are reached for the same. */
const merged = (targets: readonly ReachedTarget[]): ReachedTarget[] => {
  const alike = groupedBy(targets, (each) => JSON.stringify({ ...each, interfaceIds: [] }));
  return [...alike.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) =>
      first === undefined
        ? []
        : [
            {
              ...first,
              interfaceIds: [first, ...others].flatMap(({ interfaceIds }) => interfaceIds).sort(),
            },
          ],
    );
};

/** While interfaces are unread, one of them may be reached though none of those that were seen is. */
const overall = (targets: readonly ReachedTarget[], { observation }: ObservationIndex): ReachVerdict =>
  (["yes", "ungoverned", "unknown"] as const).find((verdict) =>
    targets.some((target) => target.verdict === verdict),
  ) ?? (observation.parts.interfaces.complete ? "no" : "unknown");

export const whatCanReach = (
  peer: ReachPeer,
  services: ServiceSet,
  context: ReachContext,
): Result<WhatAnswer, ReachProblem> => {
  if (services.length === 0) return fail({ part: "services", sentence: "Name at least one service." });
  const { index } = context;
  const source = sourceOf(peer, context);
  if (!source.ok) return fail({ part: "peer", sentence: source.problem });
  const ends = index.observation.interfaces.map((item) => endOfInterface(item, index));
  const judge = reachedServices(source.value, services, index);
  const judged = ends.map((end): JudgedEnd => ({ end, services: judge(end) }));
  const targets = merged(judged.flatMap((each) => reachedTarget(each) ?? []));
  const unclear = judged
    .filter(({ services: { surely, possibly } }) => subtractServices(possibly, surely).length > 0)
    .map(({ end }) => end);
  const senders = source.value.kind === "ends" ? source.value.ends : [];
  const egress = unionBounds(senders.map((end) => flowsOfEnd(end, "egress", services, index)));
  return succeed({
    verdict: overall(targets, index),
    targets,
    letOut: printFlows(onlyServices(egress.surely, services)),
    letOutUnknown: printFlows(onlyServices(subtractFlows(egress.possibly, egress.surely), services)),
    unread: unreadOf(source.value, judgeTargets(source.value, unclear, services, index), services, index),
  });
};
