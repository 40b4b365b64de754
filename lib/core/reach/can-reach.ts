/** Can this peer reach that target for these services? Exactly: which part can, which cannot, and why. */
import { isKnown } from "#lib/core/group/bounds.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { printFlows } from "#lib/core/net/flow-line.ts";
import { type FlowSet, isEmptyFlows, subtractFlows } from "#lib/core/net/flow-set.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { ReachAnswer, ReachVerdict } from "./answer.ts";
import type { End } from "./end.ts";
import { type JudgedClass, judgeTargets, partition, verdictOfPartition } from "./judge-targets.ts";
import { networkAnswer } from "./network-target.ts";
import { obstaclesTo } from "./obstacles.ts";
import { printPublic } from "./print-public.ts";
import type { ReachContext, ReachProblem, ReachQuestion } from "./question.ts";
import { endsOf, rangesOfCidr, sourceOf } from "./resolve.ts";
import { askedFlows, type Source } from "./source.ts";
import { unreadOf } from "./unread.ts";
import { wayOf } from "./way.ts";

type Interfaces = ReachAnswer["interfaces"];

const interfacesOf = (classes: readonly JudgedClass[]): Interfaces => {
  const found = classes.flatMap(({ ends, governed, reach }) =>
    ends.flatMap((end) => {
      if (end.item === null) return [];
      const reached = reach.reached(end);
      return [{ id: end.item.interfaceId, verdict: reached === "yes" && !governed ? "ungoverned" : reached }];
    }),
  );
  const ids = (verdict: string) =>
    found.flatMap((each) => (each.verdict === verdict ? [each.id] : [])).sort();
  return {
    reached: ids("yes"),
    notReached: ids("no"),
    unknown: ids("unknown"),
    ungoverned: ids("ungoverned"),
  };
};

/** Everything asked gets the same answer at every target. */
const isWhole = (asked: FlowSet, classes: readonly JudgedClass[], verdict: ReachVerdict): boolean => {
  if (verdict === "no") return true;
  const governed = verdict !== "ungoverned";
  return classes.every(({ ends, reach, governed: own }) => {
    const { surely, possibly } = reach.flows;
    if (verdict === "unknown") return isEmptyFlows(surely) && isEmptyFlows(subtractFlows(asked, possibly));
    const isAlike = ends.length === 1 || ends.every((end) => reach.reached(end) === "yes");
    return own === governed && isAlike && isEmptyFlows(subtractFlows(asked, surely));
  });
};

export const answerFor = (
  source: Source,
  targets: readonly End[],
  services: ServiceSet,
  index: ObservationIndex,
): ReachAnswer => answerOf(source, judgeTargets(source, targets, services, index), services, index);

/** `classes`: the targets, judged for this source and these services. */
export const answerOf = (
  source: Source,
  classes: readonly JudgedClass[],
  services: ServiceSet,
  index: ObservationIndex,
): ReachAnswer => {
  const asked = askedFlows(source, services);
  const parts = partition(asked, classes);
  const verdict = verdictOfPartition(parts);
  const print = (set: FlowSet) =>
    source.kind === "outside" ? printPublic(set, source.ranges) : printFlows(set);
  const way = wayOf(source, classes, services, index);
  return {
    verdict,
    extent: isWhole(asked, classes, verdict) ? "all" : "part",
    open: print(parts.open),
    closed: print(parts.closed),
    unknown: print(parts.unknown),
    ungoverned: print(parts.ungoverned),
    interfaces: interfacesOf(classes),
    ...way,
    obstacles:
      verdict === "yes" || verdict === "ungoverned" ? [] : obstaclesTo(source, classes, services, index),
    // What one target leaves open, another that is open for sure does not answer.
    unread: classes.every(({ reach }) => isKnown(reach.flows))
      ? []
      : unreadOf(source, classes, services, index),
  };
};

/** A problem where the question names what is not there. */
export const canReach = (
  { peer, target, services }: ReachQuestion,
  context: ReachContext,
): Result<ReachAnswer, ReachProblem> => {
  if (services.length === 0) return fail({ part: "services", sentence: "Name at least one service." });
  const source = sourceOf(peer, context);
  if (!source.ok) return fail({ part: "peer", sentence: source.problem });
  if (target.kind === "cidr") {
    const ranges = rangesOfCidr(target.cidr);
    return ranges.ok
      ? succeed(networkAnswer(source.value, ranges.value, services, context.index))
      : fail({ part: "target", sentence: ranges.problem });
  }
  const targets = endsOf(target, context);
  if (!targets.ok) return fail({ part: "target", sentence: targets.problem });
  return succeed(answerFor(source.value, targets.value, services, context.index));
};
