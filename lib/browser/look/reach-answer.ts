/** Who can reach whom in a look: a question as typed, of its groups, addresses and proposed stacks. */
import { answerInquiry } from "#lib/core/question/answer-inquiry.ts";
import type { AskedEstate } from "#lib/core/question/asked-estate.ts";
import { inquiriesOf } from "#lib/core/question/inquiries.ts";
import { parseQuestion } from "#lib/core/question/parse-question.ts";
import type { QuestionProblem } from "#lib/core/question/question.ts";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Look } from "./analyse.ts";

export interface LookAnswer {
  /** The question this one alone answers, in its canonical text. */
  readonly question: string;
  readonly verdict: ReachVerdict;
  /** The answer first. Names from EC2 are in it as they are. */
  readonly sentences: readonly string[];
}

export type ReachTold = Result<
  {
    /** What gets through first. */
    readonly answers: readonly LookAnswer[];
    /** Meanings that could not be answered, and why. */
    readonly refused: readonly string[];
    /** How many more meanings there are than are answered at once. */
    readonly omitted: number;
  },
  QuestionProblem
>;

const ANSWERED_AT_ONCE = 12;
const VERDICTS: readonly ReachVerdict[] = ["yes", "ungoverned", "unknown", "no"];

const estateOf = ({ observation, index, adoption }: Look): AskedEstate => ({
  places: [
    {
      scopeId: "look",
      accountName: observation.accountId,
      region: observation.region,
      index,
      stacks: adoption.stacks.map(({ stack }) => stack),
    },
  ],
  sources: [],
  here: null,
});

/** `now` is ISO 8601 UTC. */
export const reachAnswer = (text: string, now: string, look: Look): ReachTold => {
  const question = parseQuestion(text, Date.parse(now));
  if (!question.ok) return question;
  if (question.value.at !== null)
    return fail({ sentence: "Files know one moment only: ask without a time.", instead: [] });
  const inquiries = inquiriesOf(question.value, estateOf(look), ANSWERED_AT_ONCE);
  if (!inquiries.ok) return inquiries;
  const answered = inquiries.value.asked.map((inquiry) => answerInquiry(inquiry, []));
  return succeed({
    answers: answered
      .flatMap((each) => (each.ok ? [each.value] : []))
      .map(({ question: own, verdict, sentences }) => ({ question: own, verdict, sentences }))
      .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict)),
    refused: [...new Set(answered.flatMap((each) => (each.ok ? [] : [each.problem])))],
    omitted: inquiries.value.omitted,
  });
};
