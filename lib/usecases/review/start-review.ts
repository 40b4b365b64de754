import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, conflict, forbidden, invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Population } from "#lib/core/review/evidence.ts";
import { mayRunReviews } from "#lib/core/review/may-review.ts";
import { isInScope, REVIEW_KINDS, type ReviewScope } from "#lib/core/review/review-scope.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { notify } from "../notices/notify.ts";
import { findFinished } from "../observation/observation-rows.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { gatherEvidence, type SeenScopes, seenScopes, warmReach } from "./gather-evidence.ts";
import { type FoundSubject, idsOf, reviewSubjects, subjectKey } from "./review-subjects.ts";

const idList = z
  .array(z.uuid())
  .max(5_000)
  .transform((ids) => [...new Set(ids)]);

export const startReviewInput = z.strictObject({
  name: plainText(120).min(1, "Give it a name: what is reviewed, and when."),
  kinds: z.array(z.enum(REVIEW_KINDS)).min(1, "Choose at least one kind of access."),
  /** Null: every stack. */
  stackIds: idList.nullable(),
  /** Null: everybody. */
  personIds: idList.nullable(),
  reviewerId: z.uuid("Choose a reviewer."),
  dueAt: z.coerce.date("Choose a day."),
});

export interface StartedReview {
  readonly id: string;
  readonly number: number;
  readonly rows: number;
}

const LONGEST_DAYS = 366;

/** Begins a review: what is in its scope now is pinned as its rows, with the evidence of now. */
export async function startReview(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof startReviewInput>,
): Promise<Result<StartedReview, Refusal>> {
  // What EC2 said is much to read: only for those whom the transaction may then let begin one.
  const runs = mayRunReviews({ roles: await heldRoles(deps.db, actor.personId) });
  const seen: Awaited<ReturnType<typeof seenScopes>> = runs ? await seenScopes(deps.db) : new Map();
  if (runs) await warmReach(deps.db, seen);
  return loggedTransaction(deps, actor, "review.begun", {}, async (transaction) => {
    const roles = await heldRoles(transaction, actor.personId);
    if (!may(roles, "read")) return fail(ABSENT);
    if (!mayRunReviews({ roles }))
      return fail(forbidden("Security reviewers and cloud admins begin reviews."));
    const reviewer = await heldRoles(transaction, input.reviewerId);
    if (!mayRunReviews({ roles: reviewer })) {
      return fail(invalid("The reviewer must be a security reviewer or a cloud admin who is not shut out."));
    }
    const now = await databaseTime(transaction);
    const days = (input.dueAt.getTime() - now.getTime()) / 86_400_000;
    if (days <= 0) return fail(invalid("It is due on a day that lies ahead."));
    if (days > LONGEST_DAYS) return fail(invalid("It is due within a year."));
    const scope: ReviewScope = {
      kinds: input.kinds,
      stackIds: input.stackIds,
      personIds: input.personIds,
    };
    const all = await reviewSubjects(transaction);
    const subjects = all.filter((subject) => isInScope(subject, scope));
    if (subjects.length === 0) {
      return fail(conflict("Nothing is in this scope now, so there is nothing to review. Widen the scope."));
    }
    return succeed(await begin({ transaction, actor, input, scope, all, subjects, seen, now }));
  });
}

interface Beginning {
  readonly transaction: Transaction;
  readonly actor: PersonActor;
  readonly input: z.output<typeof startReviewInput>;
  readonly scope: ReviewScope;
  readonly all: readonly FoundSubject[];
  readonly subjects: readonly FoundSubject[];
  readonly seen: SeenScopes;
  readonly now: Date;
}

async function populationOf({ transaction, all, subjects, now }: Beginning): Promise<Population> {
  const scopes = await transaction.scope.findMany({ orderBy: [{ accountName: "asc" }, { region: "asc" }] });
  const looks: Population["looks"][number][] = [];
  for (const { id, accountName, region } of scopes) {
    const look = await findFinished(transaction, id);
    looks.push({
      account: accountName,
      region,
      seenAt: look?.finishedAt.toISOString() ?? null,
      complete: look !== null && Object.values(look.parts).every(({ complete }) => complete),
      digest: look?.digest ?? null,
    });
  }
  return {
    takenAt: now.toISOString(),
    counts: REVIEW_KINDS.map((kind) => ({
      kind,
      inScope: subjects.filter((subject) => subject.kind === kind).length,
      all: all.filter((subject) => subject.kind === kind).length,
    })),
    looks,
  };
}

async function begin(beginning: Beginning): Promise<StartedReview> {
  const { transaction, actor, input, scope, subjects, seen } = beginning;
  const evidence = await gatherEvidence(transaction, subjects, seen);
  const population = await populationOf(beginning);
  const review = await transaction.review.create({
    data: {
      name: input.name,
      scope: asStoredJson(scope),
      population: asStoredJson(population),
      reviewerId: input.reviewerId,
      createdById: actor.personId,
      createdAt: beginning.now,
      dueAt: input.dueAt,
    },
    select: { id: true, number: true, reviewer: { select: { displayName: true } } },
  });
  await transaction.reviewRow.createMany({
    data: subjects.map((subject, at) => ({
      reviewId: review.id,
      ordinal: at + 1,
      ...idsOf(subject),
      ownerId: subject.ownerId,
      evidence: asStoredJson(evidence.get(subjectKey(idsOf(subject))) ?? {}),
    })),
  });
  await appendAudit(transaction, {
    actor,
    action: "review.begun",
    subjects: { personId: input.reviewerId },
    details: {
      review: review.number,
      name: input.name,
      reviewer: review.reviewer.displayName,
      dueAt: input.dueAt.toISOString(),
      kinds: [...scope.kinds],
      stacks: scope.stackIds === null ? "all" : scope.stackIds.length,
      people: scope.personIds === null ? "all" : scope.personIds.length,
      rows: subjects.length,
    },
  });
  if (input.reviewerId !== actor.personId) {
    await notify(transaction, [input.reviewerId], {
      kind: "review-given",
      about: `review:${review.id}`,
      subject: `Access review #${review.number} is yours to run`,
      body: `${input.name}: ${subjects.length} to look at, due ${input.dueAt.toISOString().slice(0, 10)}.`,
      link: `/reviews/${review.number}`,
    });
  }
  return { id: review.id, number: review.number, rows: subjects.length };
}
