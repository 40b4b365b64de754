/** One question about reach, as typed or as a form, answered from what was seen last or at a moment of the past. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { Highlight } from "#lib/core/graph/graph.ts";
import { namedNetworks } from "#lib/core/graph/named-networks.ts";
import { answerInquiry, type InquiryAnswer } from "#lib/core/question/answer-inquiry.ts";
import { highlightAnswer } from "#lib/core/question/highlight-answer.ts";
import { inquiriesOf } from "#lib/core/question/inquiries.ts";
import { parseQuestion } from "#lib/core/question/parse-question.ts";
import { printQuestion } from "#lib/core/question/print-question.ts";
import { QUESTION_LENGTH, type Question, type QuestionProblem } from "#lib/core/question/question.ts";
import {
  formOf,
  QUESTION_KINDS,
  type QuestionForm,
  questionOfForm,
} from "#lib/core/question/question-form.ts";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import { momentSchema } from "../history/moment.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { readableChanges } from "../read/readable-changes.ts";
import { loadEstate } from "./load-estate.ts";
import { type AnswerRule, rulesOfAnswer } from "./rules-of-answer.ts";

const text = z.string().max(QUESTION_LENGTH).default("");

/** `q` goes before the fields. `moment` is the page's own; a question that names one means that. */
export const askQuestionInput = z.object({
  q: text,
  ask: z.enum(QUESTION_KINDS).optional(),
  from: text,
  to: text,
  on: text,
  via: text,
  when: text,
  at: momentSchema.optional(),
});
type AskQuestionInput = z.output<typeof askQuestionInput>;

export interface GivenAnswer {
  readonly answer: InquiryAnswer;
  readonly highlight: Highlight;
  readonly rules: readonly AnswerRule[];
  /** ISO 8601: when what it rests on was seen. */
  readonly seenAt: string;
  /** Whether this person may keep the question, to be watched. */
  readonly maySave: boolean;
}

export interface AskView {
  /** As it was typed; empty where the form was used, or nothing was asked. */
  readonly typed: string;
  readonly form: QuestionForm;
  /** Its canonical text; null where nothing was asked or understood. */
  readonly question: string | null;
  /** The same about now. */
  readonly present: string | null;
  readonly at: string | null;
  readonly problem: QuestionProblem | null;
  readonly answers: readonly GivenAnswer[];
  /** Meanings that could not be answered, and why. */
  readonly refused: readonly string[];
  /** How many more meanings there are than are answered at once. */
  readonly omitted: number;
}

const ANSWERED_AT_ONCE = 12;
/** What gets through first. */
const VERDICTS: readonly ReachVerdict[] = ["yes", "ungoverned", "unknown", "no"];
const NO_FORM: QuestionForm = { kind: "can", from: "", to: "", on: "", via: "", at: "" };

const formGiven = ({ ask, from, to, on, via, when }: AskQuestionInput): QuestionForm => ({
  kind: ask ?? "can",
  from,
  to,
  on,
  via,
  at: when,
});

const readAsked = (input: AskQuestionInput, now: number): Result<Question, QuestionProblem> | null => {
  if (input.q.trim() !== "") return parseQuestion(input.q, now);
  return input.ask === undefined ? null : questionOfForm(formGiven(input), now);
};

/** `here`: the CIDR this person comes from; null where that cannot be told. */
export async function askQuestion(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: AskQuestionInput,
  here: string | null,
): Promise<Result<AskView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  const now = (await databaseTime(db)).getTime();
  const read = readAsked(input, now);
  const nothing: AskView = {
    typed: input.q,
    form: input.ask === undefined ? NO_FORM : formGiven(input),
    question: null,
    present: null,
    at: input.at?.toISOString() ?? null,
    problem: null,
    answers: [],
    refused: [],
    omitted: 0,
  };
  if (read === null) return succeed(nothing);
  if (!read.ok) return succeed({ ...nothing, problem: read.problem });
  const question: Question = { ...read.value, at: read.value.at ?? nothing.at };
  const asked = {
    ...nothing,
    form: formOf(question),
    question: printQuestion(question),
    present: printQuestion({ ...question, at: null }),
    at: question.at,
  };
  const at = question.at === null ? undefined : new Date(question.at);
  const { estate, models } = await loadEstate(db, { personId: actor.personId, roles }, here, at);
  const inquiries = inquiriesOf(question, estate, ANSWERED_AT_ONCE);
  if (!inquiries.ok) return succeed({ ...asked, problem: inquiries.problem });
  const mayAsk = may(roles, "ask-match") && at === undefined;
  const teamOf = (stackName: string | null) =>
    models.find(({ stack }) => stack.name === stackName)?.teamId ?? null;
  const answers: GivenAnswer[] = [];
  const refused: string[] = [];
  for (const inquiry of inquiries.value.asked) {
    const answer = answerInquiry(inquiry, estate.sources);
    if (!answer.ok) {
      refused.push(answer.problem);
      continue;
    }
    const { index, stacks } = inquiry.place;
    answers.push({
      answer: answer.value,
      highlight: highlightAnswer(answer.value, index, new Set(namedNetworks(stacks, []).keys())),
      rules: await rulesOfAnswer(db, answer.value, models, { mayAsk, readable }),
      seenAt: index.observation.takenAt,
      maySave: may(roles, "watch-question", teamOf(answer.value.stackName)),
    });
  }
  answers.sort((a, b) => VERDICTS.indexOf(a.answer.verdict) - VERDICTS.indexOf(b.answer.verdict));
  return succeed({ ...asked, answers, refused: [...new Set(refused)], omitted: inquiries.value.omitted });
}
