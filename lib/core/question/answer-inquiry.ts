/** One inquiry answered: in words, with its proof, and with what to show of it on the graph. Plain JSON. */
import { ALL_SERVICES, equalServices } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { HopsAnswer, ReachAnswer, ReachVerdict, WhatAnswer, WhoAnswer } from "#lib/core/reach/answer.ts";
import { canReach } from "#lib/core/reach/can-reach.ts";
import { describeReach, describeWhat, describeWho } from "#lib/core/reach/describe-reach.ts";
import { followHops } from "#lib/core/reach/follow-hops.ts";
import type { Inside, ReachContext, ReachPeer, ReachProblem, ReachTarget } from "#lib/core/reach/question.ts";
import { whatCanReach } from "#lib/core/reach/what-can-reach.ts";
import { whoCanReach } from "#lib/core/reach/who-can-reach.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { AskedSource } from "./asked-estate.ts";
import type { Inquiry, MeantHop } from "./inquiries.ts";
import type { Meaning } from "./meaning.ts";
import { namesIn } from "./names-in.ts";
import { printNamed, printQuestion } from "./print-question.ts";
import { wayRound } from "./way-round.ts";

/** One step of a way, as it was asked and answered. */
export interface AnsweredHop {
  readonly from: string;
  readonly to: string;
  /** Printed: `tcp/3306`. */
  readonly services: readonly string[];
  /** The answer first. Names from EC2 are in it as they are. */
  readonly sentences: readonly string[];
  readonly answer: ReachAnswer;
}

interface Common {
  /** The canonical text of this one question alone, without its moment. */
  readonly question: string;
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  /** The stack it is about; null where it is about none, or about several. */
  readonly stackName: string | null;
  readonly verdict: ReachVerdict;
  readonly sentences: readonly string[];
}

export type InquiryAnswer =
  | (Common & {
      readonly kind: "can";
      readonly hops: readonly AnsweredHop[];
      /** Where there is no direct way: the question about one over other tiers. */
      readonly wayRound: string | null;
    })
  | (Common & { readonly kind: "who"; readonly who: WhoAnswer })
  | (Common & { readonly kind: "what"; readonly what: WhatAnswer });

/** Nobody reads more. */
const MOST_LINES = 200;

type Answered = Result<InquiryAnswer, string>;

const inside = (end: ReachPeer): Inside | null =>
  end.kind === "group" || end.kind === "tier" || end.kind === "instance" || end.kind === "interface"
    ? end
    : null;

const asTarget = (end: ReachPeer): ReachTarget | null => (end.kind === "cidr" ? end : inside(end));

/** The tier with its stack in its name, so that one way may go through several stacks. */
const qualified = (end: ReachPeer, stack: Meaning["stack"]): ReachPeer =>
  end.kind === "tier" && stack !== null ? { kind: "tier", tier: `${stack.name}/${end.tier}` } : end;

/** One stack with the bindings of all that are asked about, each under its qualified name. */
const contextStack = (ends: readonly Meaning[]): Stack | null => {
  const stacks = [...new Set(ends.flatMap(({ stack }) => stack ?? []))];
  const [first] = stacks;
  if (first === undefined) return null;
  const bindings = stacks.flatMap(({ name, bindings: own }) =>
    own.map((binding) => ({ ...binding, tier: `${name}/${binding.tier}` })),
  );
  return { ...first, bindings };
};

const withQualified = (meaning: Meaning): Meaning => ({
  ...meaning,
  end: qualified(meaning.end, meaning.stack),
});

const sentenceOf = ({ sentence }: ReachProblem): string => sentence;

const canAnswer = (
  from: Meaning,
  hops: readonly MeantHop[],
  context: ReachContext,
): Result<HopsAnswer, string> => {
  const [first, ...others] = hops;
  if (first === undefined) return fail("Say what is to be reached.");
  const target = asTarget(first.to.end);
  if (target === null) return fail(`${printNamed(first.to.named)} is no target.`);
  if (others.length === 0) {
    const answer = canReach({ peer: from.end, target, services: first.services }, context);
    return answer.ok
      ? succeed({ verdict: answer.value.verdict, hops: [answer.value] })
      : fail(sentenceOf(answer.problem));
  }
  const steps = hops.flatMap(({ to, services }) => {
    const step = inside(to.end);
    return step === null ? [] : [{ target: step, services }];
  });
  if (steps.length < hops.length)
    return fail(
      "A way on goes from one group, interface, instance or tier to the next: an address outside has no rules.",
    );
  const answer = followHops(from.end, steps, context);
  return answer.ok ? answer : fail(sentenceOf(answer.problem));
};

const printed = (services: MeantHop["services"]): string[] =>
  equalServices(services, ALL_SERVICES) ? [] : printServices(services);

/** What the hops say together, when there are several. */
const waySentence = (hops: readonly AnsweredHop[], asked: number, verdict: ReachVerdict): string[] => {
  const last = hops.at(-1);
  if (asked < 2 || last === undefined) return [];
  if (verdict === "no")
    return [`The way ends at step ${hops.length} of ${asked}: from ${last.from} to ${last.to}.`];
  return verdict === "unknown"
    ? [`Whether step ${hops.length} of ${asked} is open cannot be told.`]
    : [`All ${asked} steps of the way are open.`];
};

const qualifiedInquiry = (inquiry: Inquiry): Inquiry => {
  if (inquiry.kind === "who") return { ...inquiry, to: withQualified(inquiry.to) };
  if (inquiry.kind === "what") return { ...inquiry, from: withQualified(inquiry.from) };
  const hops = inquiry.hops.map(({ to, services }) => ({ to: withQualified(to), services }));
  return { ...inquiry, from: withQualified(inquiry.from), hops };
};

/** `sources`: the organisation's, for names of prefix lists. */
export const answerInquiry = (asked: Inquiry, sources: readonly AskedSource[]): Answered => {
  const { place, question } = asked;
  const meant =
    asked.kind === "can"
      ? [asked.from, ...asked.hops.map(({ to }) => to)]
      : [asked.kind === "who" ? asked.to : asked.from];
  const stack = contextStack(meant);
  const stackNames = new Set(meant.flatMap((end) => end.stack?.name ?? []));
  const inquiry = qualifiedInquiry(asked);
  const context: ReachContext = { index: place.index, stack, sources, mostLines: MOST_LINES };
  const nameOf = namesIn(place.index);
  const common = {
    question: printQuestion({ ...question, at: null }),
    scopeId: place.scopeId,
    accountName: place.accountName,
    region: place.region,
    stackName: stackNames.size === 1 ? ([...stackNames][0] ?? null) : null,
  };
  if (inquiry.kind === "who") {
    const target = asTarget(inquiry.to.end);
    if (target === null) return fail(`${printNamed(inquiry.to.named)} is no target.`);
    const who = whoCanReach(target, inquiry.services, context);
    if (!who.ok) return fail(sentenceOf(who.problem));
    const sentences = describeWho(target, who.value, nameOf);
    return succeed({ ...common, kind: "who", verdict: who.value.verdict, sentences, who: who.value });
  }
  if (inquiry.kind === "what") {
    const what = whatCanReach(inquiry.from.end, inquiry.services, context);
    if (!what.ok) return fail(sentenceOf(what.problem));
    const sentences = describeWhat(inquiry.from.end, what.value, nameOf);
    return succeed({ ...common, kind: "what", verdict: what.value.verdict, sentences, what: what.value });
  }
  const way = canAnswer(inquiry.from, inquiry.hops, context);
  if (!way.ok) return way;
  const hops = way.value.hops.flatMap((answer, at): AnsweredHop[] => {
    const hop = inquiry.hops[at];
    const before = at === 0 ? inquiry.from : inquiry.hops[at - 1]?.to;
    const target = hop === undefined ? null : asTarget(hop.to.end);
    if (hop === undefined || before === undefined || target === null) return [];
    return [
      {
        from: printNamed(before.named),
        to: printNamed(hop.to.named),
        services: printed(hop.services),
        sentences: describeReach(
          { peer: before.end, target, services: hop.services },
          // The packet stands beside the sentences; and of the Internet, everything else is closed.
          { ...answer, witness: null, closed: before.end.kind === "internet" ? [] : answer.closed },
          nameOf,
        ),
        answer,
      },
    ];
  });
  const together = waySentence(hops, inquiry.hops.length, way.value.verdict);
  return succeed({
    ...common,
    kind: "can",
    verdict: way.value.verdict,
    sentences: [...together, ...(hops.length === 1 ? (hops[0]?.sentences ?? []) : [])],
    hops,
    wayRound: asked.kind === "can" && way.value.verdict === "no" ? wayRound(asked, sources) : null,
  });
};
