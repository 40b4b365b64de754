/**
 * Whether the answer to a kept question is still the one that is expected. `never` and `always` as in a guardrail: from
 * none to none, and from all to all. `same`: whatever was answered when it was kept.
 */
import type { GuardrailState } from "#lib/core/guardrail/judgement.ts";
import type { FlowLine } from "#lib/core/net/flow-line.ts";
import type { ReachPacket, ReachVerdict, Unread } from "#lib/core/reach/answer.ts";
import { unreadSentence } from "#lib/core/reach/describe-reach.ts";
import type { AnsweredHop, InquiryAnswer } from "./answer-inquiry.ts";

export const EXPECTATIONS = ["never", "always", "same"] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** What an answer says, apart from how: enough to tell whether it is the same again. Plain JSON. */
export interface KeptAnswer {
  readonly verdict: ReachVerdict;
  /** Sorted. */
  readonly lines: readonly string[];
}

export interface QuestionJudgement {
  readonly state: GuardrailState;
  /** For people: that it holds, what breaks it, or what cannot be told. Names from EC2 are in it as they are. */
  readonly sentence: string;
  /** A packet that gets through though it must not. */
  readonly witness: ReachPacket | null;
}

const printed = (lines: readonly FlowLine[], word: string): string[] =>
  lines.map(({ peer, service }) => `${word} ${service} ${peer}`);

/** From inside, the addresses of whoever asks come and go with its hosts: what they may use does not. */
const ofHop = ({ to, answer }: AnsweredHop): string[] => {
  const isOutside = answer.source === null || answer.source.governed === "outside";
  const lines = (some: readonly FlowLine[], word: string): string[] =>
    isOutside ? printed(some, `${to} ${word}`) : some.map(({ service }) => `${to} ${word} ${service}`);
  return [
    ...lines(answer.open, "open"),
    ...lines(answer.unknown, "unknown"),
    ...lines(answer.ungoverned, "ungoverned"),
  ];
};

/** By rule, so that a host more in a group that is named is no other answer. */
const linesOf = (answer: InquiryAnswer): string[] => {
  if (answer.kind === "can") return answer.hops.flatMap(ofHop);
  if (answer.kind === "who")
    return [
      ...printed(answer.who.byRule, "open"),
      ...answer.who.rules
        .filter(({ known }) => !known)
        .map(({ groupId, ruleKey }) => `unknown ${groupId} ${ruleKey}`),
    ];
  return answer.what.targets.flatMap(({ groupIds, verdict, open, unknown }) => [
    ...open.map((service) => `${verdict} ${service} ${groupIds.join(" ")}`),
    ...unknown.map((service) => `unknown ${service} ${groupIds.join(" ")}`),
  ]);
};

export const keptAnswerOf = (answer: InquiryAnswer): KeptAnswer => ({
  verdict: answer.verdict,
  lines: [...new Set(linesOf(answer))].sort(),
});

const witnessOf = (answer: InquiryAnswer): ReachPacket | null =>
  answer.kind === "can" ? (answer.hops.at(-1)?.answer.witness ?? null) : null;

const unreadIn = (answer: InquiryAnswer): readonly Unread[] => {
  if (answer.kind === "who") return answer.who.unread;
  return answer.kind === "what" ? answer.what.unread : answer.hops.flatMap((hop) => hop.answer.unread);
};

const HOLDS: QuestionJudgement = { state: "holds", sentence: "The answer is as expected.", witness: null };

const cannotTell = (answer: InquiryAnswer): QuestionJudgement => ({
  state: "unknown",
  sentence: unreadSentence(unreadIn(answer)),
  witness: null,
});

const headlineOf = (answer: InquiryAnswer): string => answer.sentences[0] ?? "The answer is another one.";

const judgeExpectedNever = (answer: InquiryAnswer): QuestionJudgement => {
  if (answer.verdict === "no") return HOLDS;
  if (answer.verdict === "unknown") return cannotTell(answer);
  return { state: "broken", sentence: headlineOf(answer), witness: witnessOf(answer) };
};

/** Everything asked gets through at every step; of a part of it nobody would say "always". */
const isWhole = (answer: InquiryAnswer): boolean =>
  answer.kind === "can" && answer.hops.every(({ answer: hop }) => hop.extent === "all");

/** Something of what was asked surely does not get through, or to one of the targets not at all. */
const isCut = ({ answer: { closed, interfaces } }: AnsweredHop): boolean =>
  closed.length + interfaces.notReached.length > 0;

/** Something of it cannot be told of one of the targets, or no security group decides it. */
const isOpenEnded = ({ answer: { unknown, ungoverned, interfaces, unread } }: AnsweredHop): boolean =>
  unknown.length + ungoverned.length + unread.length > 0 ||
  interfaces.unknown.length + interfaces.ungoverned.length > 0;

const SHOWN = 3;

const listed = (lines: readonly string[], word: string): string => {
  if (lines.length === 0) return "";
  const more = lines.length > SHOWN ? ` and ${lines.length - SHOWN} more` : "";
  return ` ${word}: ${lines.slice(0, SHOWN).join(", ")}${more}.`;
};

const brokenAlways = (answer: InquiryAnswer, hops: readonly AnsweredHop[]): QuestionJudgement => {
  const headline = answer.verdict === "unknown" ? "Not all that was asked gets through." : headlineOf(answer);
  // A plain no says as much of all of them.
  const missed =
    answer.verdict === "no"
      ? []
      : [...new Set(hops.flatMap((hop) => hop.answer.interfaces.notReached))].sort();
  return { state: "broken", sentence: `${headline}${listed(missed, "Not reached")}`, witness: null };
};

const judgeExpectedAlways = (answer: InquiryAnswer): QuestionJudgement => {
  if (answer.verdict !== "no" && answer.verdict !== "unknown" && isWhole(answer)) return HOLDS;
  const hops = answer.kind === "can" ? answer.hops : [];
  const isUnsure = answer.kind !== "can" || answer.verdict === "unknown" || hops.some(isOpenEnded);
  return answer.verdict !== "no" && !hops.some(isCut) && isUnsure
    ? cannotTell(answer)
    : brokenAlways(answer, hops);
};

const judgeSame = (answer: InquiryAnswer, kept: KeptAnswer): QuestionJudgement => {
  const now = keptAnswerOf(answer);
  const gained = now.lines.filter((line) => !kept.lines.includes(line));
  const lost = kept.lines.filter((line) => !now.lines.includes(line));
  if (now.verdict === kept.verdict && gained.length + lost.length === 0) return HOLDS;
  if (now.verdict === "unknown") return cannotTell(answer);
  return {
    state: "broken",
    sentence: `The answer is not what it was.${listed(gained, "Gained")}${listed(lost, "Lost")}`,
    witness: witnessOf(answer),
  };
};

/** `kept`: for `same`, what was answered when it was kept. */
export const judgeQuestion = (
  expected: Expectation,
  answer: InquiryAnswer,
  kept: KeptAnswer | null,
): QuestionJudgement => {
  if (expected === "never") return judgeExpectedNever(answer);
  if (expected === "always") return judgeExpectedAlways(answer);
  return kept === null ? cannotTell(answer) : judgeSame(answer, kept);
};
