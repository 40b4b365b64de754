/** One change request as it was at a moment of the past, where nobody can answer it or move it. */
import type { z } from "zod";
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { plannedSteps, type StepProgress } from "#lib/core/plan/step-progress.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { answerable } from "./answerable.ts";
import { changeSelection, UNDONE_IN_VAIN } from "./change-selection.ts";
import { changeStatesAt } from "./change-states-at.ts";
import { type ChangeTalk, changeTalk } from "./change-talk.ts";
import type { ChangeView } from "./change-view.ts";
import { existedAt } from "./changes-at.ts";
import { readChange, type readChangeInput } from "./read-change.ts";
import { stepThen } from "./step-then.ts";

/** What is the same at every moment. */
const lasting = (now: ChangeView) => ({
  number: now.number,
  kind: now.kind,
  title: now.title,
  stackName: now.stackName,
  stackInUse: now.stackInUse,
  teamName: now.teamName,
  accountName: now.accountName,
  region: now.region,
  requesterName: now.requesterName,
  beneficiaryName: now.beneficiaryName,
  createdAt: now.createdAt,
  rollsBack: now.rollsBack,
  groups: now.groups,
  unreadable: now.unreadable,
});

type Lasting = ReturnType<typeof lasting>;
type Recorded = Pick<ChangeView, "rolledBackBy" | "finishedAt" | "outcome" | "missing" | "answers">;

interface PastChange extends Lasting, Recorded, ChangeTalk {
  /** Null: not known. */
  readonly state: ChangeState | null;
  /** What it said; null where it was put up anew since: what it said before is not kept. */
  readonly said: PastWords | null;
  /** Null where what it said then, or whether it had been begun, is not known. */
  readonly steps: readonly StepProgress[] | null;
  /** Whether anybody at all had to answer. */
  readonly wantedAnswers: boolean;
  readonly emergency: Omit<NonNullable<ChangeView["emergency"]>, "mayReview"> | null;
}

type PastWords = Pick<ChangeView, "reason" | "effect" | "answerBy" | "startsAt" | "startsLater">;

/** The way back that was under way or done then, by the newest request. */
async function rolledBackAt(db: Database, changeId: string, readerId: string, at: Date) {
  const undoing = await db.changeRequest.findMany({
    where: { rollsBackId: changeId, ...existedAt(readerId, at) },
    orderBy: { number: "desc" },
    select: { id: true, number: true },
  });
  const states = await changeStatesAt(
    db,
    undoing.map(({ id }) => id),
    at,
  );
  for (const { id, number } of undoing) {
    const state = states.get(id)?.state ?? null;
    if (state !== null && !UNDONE_IN_VAIN.includes(state)) return { number, isDone: state === "applied" };
  }
  return null;
}

/** Null: it had not been asked for by then, though the reader may read it now; a draft is its author's alone. */
export async function readChangeAt(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readChangeInput>,
  at: Date,
): Promise<Result<PastChange | null, Refusal>> {
  const { db } = deps;
  const read = await readChange(deps, actor, { number: input.number });
  if (!read.ok) return read;
  const now = read.value;
  const row = await db.changeRequest.findFirst({
    where: { id: now.id, ...existedAt(actor.personId, at) },
    select: { ...changeSelection, moves: { where: { toState: "applying", at: { lte: at } }, take: 1 } },
  });
  if (row === null) return succeed(null);
  const then = (await changeStatesAt(db, [now.id], at)).get(now.id);
  if (then === undefined) return fail(ABSENT);
  const given = row.approvals.filter(({ createdAt }) => createdAt <= at);
  const hadFallen = ({ dismissedAt }: (typeof given)[number]): boolean =>
    dismissedAt !== null && dismissedAt <= at;
  const facts = answerable({ ...row, approvals: given.filter((each) => !hadFallen(each)) });
  const isSame = !then.mayHaveBeenAnother;
  const isExpired = then.state === "open" && isSame && row.answerBy <= at;
  const state = isExpired ? "expired" : then.state;
  const isFinished = then.isLast && row.finishedAt !== null && row.finishedAt <= at;

  const stepsThen = (): readonly StepProgress[] | null => {
    if (!isSame || state === null) return null;
    if (isFinished) return now.steps;
    const plan = planSchema.safeParse(row.plan).data;
    if (row.moves.length === 0) return plan === undefined ? null : plannedSteps(plan);
    return now.steps.flatMap((step, index) => {
      const stored = row.steps[index];
      return stored === undefined ? [] : [stepThen(step, stored, at)];
    });
  };

  return succeed({
    ...lasting(now),
    state,
    said: isSame
      ? {
          reason: now.reason,
          effect: now.effect,
          answerBy: now.answerBy,
          startsAt: now.startsAt,
          startsLater: state === "approved" && row.startsAt !== null && row.startsAt > at,
        }
      : null,
    steps: stepsThen(),
    finishedAt: isFinished ? now.finishedAt : null,
    outcome: isFinished ? now.outcome : [],
    answers: given.map((each) => ({
      personName: each.person.displayName,
      role: each.role,
      decision: each.decision === "approve" ? "approve" : "reject",
      comment: each.comment,
      at: each.createdAt.toISOString(),
      dismissed: hadFallen(each),
    })),
    wantedAnswers: facts === null || facts.requirement.parts.some(({ count }) => count > 0),
    missing:
      facts !== null && isSame && (state === "draft" || state === "open")
        ? missingParts(
            facts.requirement,
            facts.answers.filter(({ decision }) => decision === "approve"),
          ).map(({ label, count }) => ({ label, count }))
        : [],
    emergency:
      now.emergency === null
        ? null
        : {
            declaredBy: now.emergency.declaredBy,
            endsAt: now.emergency.endsAt,
            ...(row.emergency?.closedAt !== null && row.emergency !== null && row.emergency.closedAt <= at
              ? { reviewedBy: now.emergency.reviewedBy, note: now.emergency.note }
              : { reviewedBy: null, note: "" }),
          },
    rolledBackBy: await rolledBackAt(db, now.id, actor.personId, at),
    ...(await changeTalk(db, now.id, input, at)),
  });
}
