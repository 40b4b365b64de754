/** The words of a reach question to the question, and its answer. */

import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import { describeHops, describeReach, describeWhat, describeWho } from "#lib/core/reach/describe-reach.ts";
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
import { nameOfGroup } from "../../report/names.ts";

export interface Words {
  readonly from: string | null;
  readonly to: readonly string[];
  /** One for each target, or one for all. */
  readonly on: readonly string[];
}

type Answer = ReachReport["answer"];

export interface Answered {
  readonly answer: Answer;
  /** In plain words; over several hops those of each, one after the other. */
  readonly sentences: readonly string[];
}

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
export function ask(words: Words, context: ReachContext): Result<Answered, readonly InputProblem[]> {
  const nameOf = nameOfGroup(context.index);
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
    if (!answer.ok) return answer;
    const sentences = describeWhat(peer.value, answer.value, nameOf);
    return succeed({ answer: { kind: "what", answer: answer.value }, sentences });
  }
  if (peer === null) {
    if (others.length > 0) return wrong("--to", "Several hops begin somewhere: say --from whom.");
    const answer = told(whoCanReach(first, all, context));
    if (!answer.ok) return answer;
    const sentences = describeWho(first, answer.value, nameOf);
    return succeed({ answer: { kind: "who", answer: answer.value }, sentences });
  }
  if (others.length === 0) {
    const question = { peer: peer.value, target: first, services: all };
    const answer = told(canReach(question, context));
    if (!answer.ok) return answer;
    const sentences = describeReach(question, answer.value, nameOf);
    return succeed({ answer: { kind: "can", answer: answer.value }, sentences });
  }
  const hops = targets.value.flatMap((target, at) =>
    isInside(target) ? [{ target, services: services.value[at] ?? all }] : [],
  );
  if (hops.length < targets.value.length)
    return wrong("--to", "A hop goes on from interfaces: name a tier, a group, an instance or an interface.");
  const answer = told(followHops(peer.value, hops, context));
  if (!answer.ok) return answer;
  const { verdict, hops: answers } = answer.value;
  const questions = hops.map(({ target, services: asked }, at) => ({
    peer: hops[at - 1]?.target ?? peer.value,
    target,
    services: asked,
  }));
  const sentences = describeHops(questions, answer.value, nameOf).flat();
  return succeed({ answer: { kind: "hops", answer: { verdict, hops: [...answers] } }, sentences });
}
