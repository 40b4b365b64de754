/** The words of a reach question to the question, and its answer. */

import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import { followHops } from "#lib/core/reach/follow-hops.ts";
import type { Inside, ReachContext, ReachProblem, ReachTarget } from "#lib/core/reach/question.ts";
import { readReachPeer, readReachServices, readReachTarget } from "#lib/core/reach/read-question.ts";
import { whatCanReach } from "#lib/core/reach/what-can-reach.ts";
import { whoCanReach } from "#lib/core/reach/who-can-reach.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { OpenSource, Stack } from "#lib/core/tier/pattern.ts";
import type { ReachReport } from "#lib/formats/report/reach-report.ts";
import type { InputProblem } from "../../input/input-problem.ts";
import type { Modelled } from "../../input/read-modelled.ts";

export interface Words {
  readonly from: string | null;
  readonly to: readonly string[];
  /** One for each target, or one for all. */
  readonly on: readonly string[];
}

type Answer = ReachReport["answer"];

const OPTIONS: Readonly<Record<ReachProblem["part"], string>> = {
  peer: "--from",
  target: "--to",
  services: "--on",
};

const wrong = (file: string, reason: string) =>
  fail<readonly InputProblem[]>([{ file, place: null, reason }]);

const told = <Value>(result: Result<Value, ReachProblem>): Result<Value, readonly InputProblem[]> =>
  result.ok ? result : wrong(OPTIONS[result.problem.part], result.problem.sentence);

export const contextOf = ({ estate, stacks }: Modelled): ReachContext => {
  const [only, ...others] = stacks;
  const stack: Stack | null = others.length > 0 ? null : (only?.stack ?? null);
  const sources: OpenSource[] = stacks.flatMap((each) => [...each.stack.openSources]);
  return { index: estate.index, stack, sources };
};

const isInside = (target: ReachTarget): target is Inside => target.kind !== "cidr";

function readTargets(words: Words): Result<readonly ReachTarget[], readonly InputProblem[]> {
  const targets: ReachTarget[] = [];
  for (const text of words.to) {
    const target = readReachTarget(text);
    if (!target.ok) return wrong("--to", target.problem);
    targets.push(target.value);
  }
  return succeed(targets);
}

function readServices({ on, to }: Words): Result<readonly ServiceSet[], readonly InputProblem[]> {
  if (on.length > 1 && on.length !== to.length)
    return wrong("--on", "Say it once for all, or once for each --to.");
  const services: ServiceSet[] = [];
  for (const text of on) {
    const read = readReachServices(text);
    if (!read.ok) return wrong("--on", read.problem);
    services.push(read.value);
  }
  return succeed(services);
}

/** Needs a peer, a target, or both. `services` is never empty. */
export function ask(words: Words, context: ReachContext): Result<Answer, readonly InputProblem[]> {
  const peer = words.from === null ? null : readReachPeer(words.from);
  if (peer?.ok === false) return wrong("--from", peer.problem);
  const targets = readTargets(words);
  if (!targets.ok) return targets;
  const services = readServices(words);
  if (!services.ok) return services;
  const [first, ...others] = targets.value;
  const [all = []] = services.value;
  if (first === undefined) {
    if (peer === null) return wrong("reach", "Say --from whom, --to what, or both.");
    const answer = told(whatCanReach(peer.value, all, context));
    return answer.ok ? succeed({ kind: "what", answer: answer.value }) : answer;
  }
  if (peer === null) {
    if (others.length > 0) return wrong("--to", "Several hops begin somewhere: say --from whom.");
    const answer = told(whoCanReach(first, all, context));
    return answer.ok ? succeed({ kind: "who", answer: answer.value }) : answer;
  }
  if (others.length === 0) {
    const answer = told(canReach({ peer: peer.value, target: first, services: all }, context));
    return answer.ok ? succeed({ kind: "can", answer: answer.value }) : answer;
  }
  const hops = targets.value.flatMap((target, at) =>
    isInside(target) ? [{ target, services: services.value[at] ?? all }] : [],
  );
  if (hops.length < targets.value.length)
    return wrong("--to", "A hop goes on from interfaces: name a tier, a group, an instance or an interface.");
  const answer = told(followHops(peer.value, hops, context));
  return answer.ok
    ? succeed({ kind: "hops", answer: { verdict: answer.value.verdict, hops: [...answer.value.hops] } })
    : answer;
}
