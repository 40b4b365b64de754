/** Somebody keeps a question as a test: from then on every look at its account and Region judges it anew. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { expectationsOf } from "#lib/core/question/expectation-words.ts";
import { judgeQuestion, keptAnswerOf } from "#lib/core/question/judge-question.ts";
import { parseQuestion } from "#lib/core/question/parse-question.ts";
import { printQuestion } from "#lib/core/question/print-question.ts";
import type { Named, Question } from "#lib/core/question/question.ts";
import { conflict, forbidden, invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import { findFinished } from "../observation/observation-rows.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { answerOne } from "./answer-one.ts";
import { loadEstate } from "./load-estate.ts";
import { expectationSchema } from "./stored-question.ts";

export const keepQuestionInput = z.strictObject({
  question: z.string().min(1).max(1_000),
  scopeId: z.uuid(),
  expected: expectationSchema,
});

/** Without "this laptop", which is somewhere else tomorrow. */
const settled = (question: Question, here: string | null): Question => {
  const named = (end: Named): Named =>
    end.kind === "here" && here !== null ? { kind: "cidr", cidr: here } : end;
  if (question.kind === "who") return { ...question, to: named(question.to), at: null };
  if (question.kind === "what") return { ...question, from: named(question.from), at: null };
  const hops = question.hops.map(({ to, services }) => ({ to: named(to), services }));
  return { ...question, from: named(question.from), hops, at: null };
};

const WHO_KEEPS = forbidden(
  "Cloud admins and security reviewers keep questions, and team leads those about their team's stacks.",
);

/** What is asked about, and the look it was seen by or an earlier one: a later look judges the question anew. */
async function seenBy({ db }: Pick<Deps, "db">, actor: PersonActor, scopeId: string, here: string | null) {
  const roles = await heldRoles(db, actor.personId);
  if (!roles.some((role) => may([role], "watch-question", role.teamId))) return null;
  const look = await findFinished(db, scopeId);
  return { look, ...(await loadEstate(db, { personId: actor.personId, roles }, here)) };
}

/** `here`: the CIDR this person comes from; null where that cannot be told. */
export async function keepQuestion(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof keepQuestionInput>,
  here: string | null,
): Promise<Result<{ readonly id: string }, Refusal>> {
  // What EC2 said is much to read: before the transaction, and only for those whom that may then let keep it.
  const seen = await seenBy(deps, actor, input.scopeId, here);
  return loggedTransaction(deps, actor, "question.kept", {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    if (!may(roles, "read") || seen === null) return fail(WHO_KEEPS);
    const read = parseQuestion(input.question, (await databaseTime(transaction)).getTime());
    if (!read.ok) return fail(invalid(read.problem.sentence));
    const question = settled(read.value, here);
    if (!expectationsOf(question.kind).includes(input.expected))
      return fail(invalid("Always can be said only of whether somebody can reach something."));
    const { estate, models, look } = seen;
    const answered = answerOne(question, estate, input.scopeId);
    if (!answered.ok || look === null)
      return fail(invalid(answered.ok ? "Nothing has been seen of it yet." : answered.problem));
    const { answer } = answered.value;
    const model = models.find(
      ({ stack, scopeId }) => stack.name === answer.stackName && scopeId === input.scopeId,
    );
    if (!may(roles, "watch-question", model?.teamId ?? null)) return fail(WHO_KEEPS);
    const text = printQuestion(question);
    const key = { scopeId: input.scopeId, question: text, expected: input.expected };
    if ((await transaction.watchedQuestion.findFirst({ where: { ...key, removedAt: null } })) !== null)
      return fail(conflict("This is being watched already."));
    const kept = input.expected === "same" ? keptAnswerOf(answer) : null;
    const judgement = judgeQuestion(input.expected, answer, kept);
    const { id } = await transaction.watchedQuestion.create({
      data: {
        ...key,
        stackId: model?.id ?? null,
        ...(kept === null ? {} : { keptAnswer: { verdict: kept.verdict, lines: [...kept.lines] } }),
        ownerId: actor.personId,
        state: judgement.state,
        sentence: judgement.sentence,
        ...(judgement.witness === null ? {} : { witness: { ...judgement.witness } }),
        observationId: look.id,
      },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "question.kept",
      subjects: model === undefined ? {} : { stackId: model.id },
      details: { questionId: id, question: text, expected: input.expected, state: judgement.state },
    });
    return succeed({ id });
  });
}
