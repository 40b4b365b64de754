/** Who can reach this target for these services? All of them: by rule and by packet, in canonical form. */
import { isKnown, unionBounds } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import { isEmptyFlows } from "#lib/core/net/flow-set.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { PeersByRule, WhoAnswer } from "./answer.ts";
import { flowsOfEnd } from "./end.ts";
import { reachRule, rulesOfGroups } from "./held-rules.ts";
import { type JudgedClass, judgeTargets, partition, verdictOfPartition } from "./judge-targets.ts";
import { isCut, printMost } from "./print-most.ts";
import type { ReachContext, ReachProblem, ReachTarget } from "./question.ts";
import { endsOf } from "./resolve.ts";
import { askedFlows, type Source } from "./source.ts";
import { unreadOf } from "./unread.ts";

const sorted = (ids: Iterable<string>): string[] => [...new Set(ids)].sort();

const peersByRule = (
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): PeersByRule[] => {
  const groupIds = sorted(classes.flatMap(({ ends: [target] }) => target.groupIds));
  return rulesOfGroups(groupIds, "ingress", services, index).flatMap((held) => {
    const { surely, possibly } = held.flows;
    const flows = onlyServices(possibly, services);
    if (isEmptyFlows(flows)) return [];
    const carriers = classes.filter(({ ends: [target] }) => target.groupIds.includes(held.group.groupId));
    return [
      {
        ...reachRule(held),
        lines: printFlows(flows),
        known: isKnown({ surely: onlyServices(surely, services), possibly: flows }),
        interfaceIds: sorted(
          carriers.flatMap(({ ends }) => ends.flatMap(({ item }) => item?.interfaceId ?? [])),
        ),
      },
    ];
  });
};

const ANYONE: Source = { kind: "anyone" };

export const whoCanReach = (
  target: ReachTarget,
  services: ServiceSet,
  context: ReachContext,
): Result<WhoAnswer, ReachProblem> => {
  if (services.length === 0) return fail({ part: "services", sentence: "Name at least one service." });
  if (target.kind === "cidr")
    return fail({ part: "target", sentence: "Name a group, an interface, an instance or a tier." });
  const { index, mostLines } = context;
  const most = mostLines ?? null;
  const targets = endsOf(target, context);
  if (!targets.ok) return fail({ part: "target", sentence: targets.problem });
  const classes = judgeTargets(ANYONE, targets.value, services, index);
  const parts = partition(askedFlows(ANYONE, services), classes);
  const byRule = unionBounds(classes.map(({ ends: [end] }) => flowsOfEnd(end, "ingress", services, index)));
  return succeed({
    verdict: verdictOfPartition(parts),
    rules: peersByRule(classes, services, index),
    byRule: printMost(onlyServices(byRule.surely, services), most),
    byPacket: printMost(parts.open, most),
    ...(isCut(parts.open, most) ? { isCut: true } : {}),
    unknown: printMost(parts.unknown, most),
    ungoverned: printMost(parts.ungoverned, most),
    heldBack: sorted(
      classes.flatMap(({ reach }) =>
        reach.held.flatMap(({ holders }) => holders.flatMap(({ item }) => item?.interfaceId ?? [])),
      ),
    ),
    unread: isEmptyFlows(parts.unknown) ? [] : unreadOf(ANYONE, classes, services, index),
  });
};
