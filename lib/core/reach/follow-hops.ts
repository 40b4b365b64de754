/**
 * A way over several hops: Internet -> web -> app -> db. Each hop starts from the interfaces the one before surely
 * reached. Those of which nobody can tell go on beside them: where only they get further, that cannot be told either.
 */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { HopsAnswer, ReachAnswer, Unread } from "./answer.ts";
import { answerOf } from "./can-reach.ts";
import type { End } from "./end.ts";
import { type JudgedClass, judgeTargets } from "./judge-targets.ts";
import type { Inside, ReachContext, ReachPeer, ReachProblem } from "./question.ts";
import { endsOf, sourceOf } from "./resolve.ts";
import type { Source } from "./source.ts";

export interface Hop {
  readonly target: Inside;
  readonly services: ServiceSet;
}

const goesOn = ({ verdict }: ReachAnswer): boolean => verdict === "yes" || verdict === "ungoverned";

const reachedEnds = (classes: readonly JudgedClass[], reached: readonly string[]): End[] =>
  classes.flatMap(({ ends, reach }) => ends.filter((end) => reached.includes(reach.reached(end))));

/** Nobody who surely came so far gets further, but `perhaps` somebody who may have come so far does. */
const openEnded = (
  answer: ReachAnswer,
  perhaps: readonly End[],
  before: readonly ReachAnswer[],
): ReachAnswer => {
  const ids = new Set(perhaps.flatMap(({ item }) => item?.interfaceId ?? []));
  const unread = new Map(
    [...before, answer].flatMap((each) => each.unread.map((one): [string, Unread] => [one.sentence, one])),
  );
  return {
    ...answer,
    verdict: "unknown",
    extent: "part",
    interfaces: {
      ...answer.interfaces,
      notReached: answer.interfaces.notReached.filter((id) => !ids.has(id)),
      unknown: [...ids].sort(),
    },
    unread: [...unread.values()],
  };
};

export const followHops = (
  peer: ReachPeer,
  hops: readonly Hop[],
  context: ReachContext,
): Result<HopsAnswer, ReachProblem> => {
  const { index } = context;
  const first = sourceOf(peer, context);
  if (!first.ok) return fail({ part: "peer", sentence: first.problem });
  let source: Source = first.value;
  let perhaps: readonly End[] = [];
  const answers: ReachAnswer[] = [];
  for (const { target, services } of hops) {
    const targets = endsOf(target, context);
    if (!targets.ok) return fail({ part: "target", sentence: targets.problem });
    const classes = judgeTargets(source, targets.value, services, index);
    const sure = reachedEnds(classes, ["yes"]);
    const beside: JudgedClass[] =
      perhaps.length === 0
        ? []
        : judgeTargets({ kind: "ends", ends: perhaps }, targets.value, services, index);
    const more = new Set([...reachedEnds(classes, ["unknown"]), ...reachedEnds(beside, ["yes", "unknown"])]);
    perhaps = [...more].filter((end) => !sure.includes(end));
    const answer = answerOf(source, classes, services, index);
    const isOpenEnded = answer.verdict === "no" && perhaps.length > 0;
    answers.push(isOpenEnded ? openEnded(answer, perhaps, answers) : answer);
    if (isOpenEnded) return succeed({ verdict: "unknown", hops: answers });
    if (!goesOn(answer)) return succeed({ verdict: answer.verdict, hops: answers });
    source = { kind: "ends", ends: sure };
  }
  return succeed({ verdict: answers.at(-1)?.verdict ?? "no", hops: answers });
};
