/** The worker judges kept questions by what was seen last, and tells those concerned when an answer flips. */
import { EXPECTATION_WORDS } from "#lib/core/question/expectation-words.ts";
import { judgeQuestion, type QuestionJudgement } from "#lib/core/question/judge-question.ts";
import { parseQuestion } from "#lib/core/question/parse-question.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { notify } from "../notices/notify.ts";
import { findFinished } from "../observation/observation-rows.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Database, SystemActor, Transaction } from "../ports.ts";
import { answerOne } from "./answer-one.ts";
import { loadEstate } from "./load-estate.ts";
import { expectationSchema, keptAnswerSchema } from "./stored-question.ts";

type Row = NonNullable<Awaited<ReturnType<typeof lockedRow>>>;

/** One writer a question: another worker may judge it by a later look meanwhile. */
async function lockedRow(transaction: Transaction, id: string) {
  await transaction.$queryRaw`SELECT 1 FROM watched_question WHERE id = ${id}::uuid FOR UPDATE`;
  return transaction.watchedQuestion.findFirst({
    where: { id, removedAt: null },
    include: { stack: { select: { id: true, name: true, teamId: true } } },
  });
}

const WORDS = { holds: "holds", broken: "is broken", unknown: "cannot be told" } as const;

async function tell(
  transaction: Transaction,
  row: Row,
  judgement: QuestionJudgement,
  at: Date,
): Promise<void> {
  const leads = row.stack === null ? [] : await holdersOf(transaction, "team_lead", row.stack.teamId);
  const expected = EXPECTATION_WORDS[expectationSchema.parse(row.expected)].toLowerCase();
  await notify(transaction, [row.ownerId, ...leads], {
    kind: "question-flipped",
    about: `question:${row.id}:${at.toISOString()}`,
    subject: `A watched question ${WORDS[judgement.state]}: ${row.question}`,
    body: `${row.question} (expected: ${expected})\n\n${judgement.sentence}`,
    link: `/ask?q=${encodeURIComponent(row.question)}`,
  });
}

async function write(
  db: Database,
  actor: SystemActor,
  id: string,
  observationId: bigint,
  judgement: QuestionJudgement,
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const row = await lockedRow(transaction, id);
    if (row === null || row.observationId >= observationId) return;
    const at = await databaseTime(transaction);
    const isFlip = row.state !== judgement.state;
    await transaction.$executeRaw`
      UPDATE watched_question
         SET state = ${judgement.state}, sentence = ${judgement.sentence}, judged_at = now(),
             witness = ${judgement.witness === null ? null : JSON.stringify(judgement.witness)}::jsonb,
             since = CASE WHEN ${isFlip} THEN now() ELSE since END, observation_id = ${observationId}
       WHERE id = ${id}::uuid`;
    if (!isFlip) return;
    await appendAudit(transaction, {
      actor,
      action: "question.flipped",
      subjects: row.stackId === null ? {} : { stackId: row.stackId },
      details: {
        questionId: id,
        question: row.question,
        from: row.state,
        to: judgement.state,
        sentence: judgement.sentence,
      },
    });
    await tell(transaction, row, judgement, at);
  });
}

/** Every kept question that a look has ended for since it was judged. Returns how many were judged. */
export async function judgeQuestions(db: Database, actor: SystemActor): Promise<number> {
  const rows = await db.watchedQuestion.findMany({ where: { removedAt: null }, orderBy: { scopeId: "asc" } });
  const latest = new Map<string, bigint>();
  for (const scopeId of new Set(rows.map((row) => row.scopeId))) {
    const finished = await findFinished(db, scopeId);
    if (finished !== null) latest.set(scopeId, finished.id);
  }
  const due = rows.filter((row) => row.observationId < (latest.get(row.scopeId) ?? row.observationId));
  if (due.length === 0) return 0;
  const { estate } = await loadEstate(db, null, null);
  const now = (await databaseTime(db)).getTime();
  for (const row of due) {
    const observationId = latest.get(row.scopeId);
    if (observationId === undefined) continue;
    const read = parseQuestion(row.question, now);
    const answered = read.ok ? answerOne(read.value, estate, row.scopeId) : null;
    const kept = row.keptAnswer === null ? null : keptAnswerSchema.parse(row.keptAnswer);
    const judgement: QuestionJudgement =
      answered?.ok === true
        ? judgeQuestion(expectationSchema.parse(row.expected), answered.value.answer, kept)
        : {
            state: "unknown",
            sentence: answered === null ? "The question cannot be read any more." : answered.problem,
            witness: null,
          };
    await write(db, actor, row.id, observationId, judgement);
  }
  return due.length;
}
