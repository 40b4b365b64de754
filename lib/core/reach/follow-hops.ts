/** A way over several hops: Internet -> web -> app -> db. Each hop starts from the interfaces the one before reached. */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { HopsAnswer, ReachAnswer } from "./answer.ts";
import { answerFor } from "./can-reach.ts";
import type { End } from "./end.ts";
import type { Inside, ReachContext, ReachPeer, ReachProblem } from "./question.ts";
import { endsOf, sourceOf } from "./resolve.ts";
import type { Source } from "./source.ts";

export interface Hop {
  readonly target: Inside;
  readonly services: ServiceSet;
}

const goesOn = ({ verdict }: ReachAnswer): boolean => verdict === "yes" || verdict === "ungoverned";

/** Those of the targets that the hop surely reached; one that nobody carries yet goes on as itself. */
const reachedEnds = (targets: readonly End[], { interfaces }: ReachAnswer): End[] => {
  const reached = new Set([...interfaces.reached, ...interfaces.ungoverned]);
  return targets.filter(({ item }) => item === null || reached.has(item.interfaceId));
};

export const followHops = (
  peer: ReachPeer,
  hops: readonly Hop[],
  context: ReachContext,
): Result<HopsAnswer, ReachProblem> => {
  const first = sourceOf(peer, context);
  if (!first.ok) return fail({ part: "peer", sentence: first.problem });
  let source: Source = first.value;
  const answers: ReachAnswer[] = [];
  for (const { target, services } of hops) {
    const targets = endsOf(target, context);
    if (!targets.ok) return fail({ part: "target", sentence: targets.problem });
    const answer = answerFor(source, targets.value, services, context.index);
    answers.push(answer);
    if (!goesOn(answer)) return succeed({ verdict: answer.verdict, hops: answers });
    source = { kind: "ends", ends: reachedEnds(targets.value, answer) };
  }
  return succeed({ verdict: answers.at(-1)?.verdict ?? "no", hops: answers });
};
