/** One review for its page: to whoever may read the log, whole; to an owner who was asked, what they were asked about. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Evidence, Population } from "#lib/core/review/evidence.ts";
import { mayHandOver, mayReview, mayRunReviews, type Reviewer } from "#lib/core/review/may-review.ts";
import { missingSentence } from "#lib/core/review/missing.ts";
import { isInScope } from "#lib/core/review/review-scope.ts";
import { latestKeep } from "#lib/core/review/review-state.ts";
import { type ReviewTally, tallyOf } from "#lib/core/review/review-tally.ts";
import { changesSince } from "#lib/core/review/since.ts";
import { suggestedKeep } from "#lib/core/review/suggested-keep.ts";
import { evidenceSchema, populationSchema, reviewScopeSchema } from "#lib/formats/review/stored-review.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { gatherEvidence, seenScopes, warmReach } from "./gather-evidence.ts";
import { rowFacts } from "./locked-review.ts";
import { type PersonChoice, reviewersNow } from "./review-choices.ts";
import { idsOf, reviewSubjects, subjectKey } from "./review-subjects.ts";
import { reviewsAsThen } from "./reviews-as-then.ts";
import { type RowStanding, withNames } from "./row-standing.ts";
import { isBy } from "./standing-then.ts";
import { whyMissing } from "./why-missing.ts";

export const readReviewInput = z.strictObject({ number: z.coerce.number().int().min(1).max(2_147_483_647) });

export interface ReviewRowView extends RowStanding {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly evidence: Evidence;
  /** What changed since the review began. */
  readonly since: readonly string[];
  /** Null when this person may decide about it. */
  readonly whyNot: string | null;
  readonly mayAnswer: boolean;
  /** ISO dates: what "keep" says at once, and the last day there is. */
  readonly suggestedUntil: string;
  readonly latestUntil: string;
  /** The change that takes it away; null before the review is closed, and where it was gone by then. */
  readonly changeNumber: number | null;
}

export interface ReviewView {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly state: "open" | "closed";
  /** Only what this person was asked about is shown. */
  readonly asOwner: boolean;
  readonly reviewerName: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly closed: { readonly by: string; readonly at: string; readonly note: string } | null;
  readonly population: Population;
  /** In its scope by now, and not among its rows. */
  readonly appeared: number;
  readonly tally: ReviewTally;
  readonly rows: readonly ReviewRowView[];
  readonly mayClose: boolean;
  /** To whom it may be handed over; empty for whoever may not. */
  readonly takers: readonly PersonChoice[];
  /** How they stand now, whatever the moment. */
  readonly changes: readonly { readonly number: number; readonly title: string; readonly state: string }[];
  /** The newest edition of its evidence, by the moment that is asked about. */
  readonly pack: { readonly edition: number; readonly madeAt: string; readonly keyId: string } | null;
}

const storedReview = (db: Database, number: number) =>
  db.review.findUnique({
    where: { number },
    include: {
      reviewer: { select: { displayName: true } },
      createdBy: { select: { displayName: true } },
      closedBy: { select: { displayName: true } },
      packs: { orderBy: { edition: "desc" }, select: { edition: true, madeAt: true, keyId: true } },
      rows: {
        orderBy: { ordinal: "asc" },
        include: {
          ...withNames,
          change: { select: { number: true, title: true, state: true } },
        },
      },
    },
  });

type Stored = NonNullable<Awaited<ReturnType<typeof storedReview>>>;

/** A review with what came after `at` not there yet; null where it had not begun. Its rows still are as now. */
function begunBy(review: Stored | null, at: Date | undefined): Stored | null {
  if (review === null || at === undefined) return review;
  if (!isBy(review.createdAt, at)) return null;
  const closed = review.closedAt !== null && isBy(review.closedAt, at);
  return {
    ...review,
    packs: review.packs.filter(({ madeAt }) => isBy(madeAt, at)),
    ...(closed ? {} : { state: "open", closedAt: null, closedById: null, closedBy: null, closingNote: "" }),
    rows: closed ? review.rows : review.rows.map((row) => ({ ...row, changeId: null, change: null })),
  };
}

/** What there is now, by `subjectKey`; of a closed review nobody asks any more. */
async function evidenceNow(db: Database, review: Stored) {
  if (review.state === "closed") return null;
  const seen = await seenScopes(db);
  await warmReach(db, seen);
  const scope = reviewScopeSchema.parse(review.scope);
  return db.$transaction(async (transaction) => {
    const subjects = await reviewSubjects(transaction);
    const inScope = subjects.filter((subject) => isInScope(subject, scope));
    const evidence = await gatherEvidence(transaction, subjects, seen);
    const gone = review.rows.filter((row) => !evidence.has(subjectKey(row)));
    return {
      evidence,
      missing: await whyMissing(transaction, gone, seen),
      inScope: inScope.map((subject) => subjectKey(idsOf(subject))),
    };
  });
}

const dateOf = (time: Date): string => time.toISOString().slice(0, 10);

interface Looking {
  readonly review: Stored;
  readonly person: Reviewer;
  readonly time: Date;
  readonly isPast: boolean;
  readonly current: Awaited<ReturnType<typeof evidenceNow>>;
}

function sinceThen(key: string, then: Evidence, current: NonNullable<Looking["current"]>): readonly string[] {
  const now = current.evidence.get(key);
  return now === undefined
    ? [missingSentence(current.missing.get(key) ?? { kind: "unknown" })]
    : changesSince(then, now);
}

function rowView(
  row: Stored["rows"][number],
  standing: RowStanding,
  { review, person, time, isPast, current }: Looking,
): ReviewRowView {
  const facts = rowFacts(row);
  const evidence = evidenceSchema.parse(row.evidence);
  const allowed = mayReview(person, review.reviewerId, facts);
  const isOpen = review.state === "open" && !isPast;
  return {
    ...standing,
    id: row.id,
    ordinal: row.ordinal,
    kind: row.kind,
    evidence,
    since: current === null ? [] : sinceThen(subjectKey(row), evidence, current),
    whyNot: isPast
      ? "Nothing is decided in the past."
      : !isOpen
        ? "This review is closed."
        : allowed.ok
          ? null
          : allowed.problem.sentence,
    mayAnswer:
      isOpen && row.ownerId === person.personId && standing.asked !== null && standing.decided === null,
    suggestedUntil: dateOf(suggestedKeep(facts, time)),
    latestUntil: dateOf(latestKeep(facts, time)),
    changeNumber: row.change?.number ?? null,
  };
}

async function takersOf(db: Database, { reviewerId }: Stored, person: Reviewer) {
  const reviewer = { personId: reviewerId, roles: await heldRoles(db, reviewerId) };
  const takers: PersonChoice[] = [];
  for (const choice of await reviewersNow(db)) {
    const to = { personId: choice.id, roles: await heldRoles(db, choice.id) };
    if (mayHandOver(person, reviewer, to).ok) takers.push(choice);
  }
  return takers;
}

/** Now, or as of `at`: who may see it is asked of now, and nothing can be done in the past. */
export async function readReview(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readReviewInput>,
  at?: Date,
): Promise<Result<ReviewView, Refusal>> {
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const review = begunBy(await storedReview(db, input.number), at);
  if (review === null) return fail(ABSENT);
  const readsAll = may(roles, "read-audit");
  const { standingOf, reviewerOf } = await reviewsAsThen(db, at, [review.createdAt]);
  const shown = review.rows
    .map((row) => ({ row, standing: standingOf(row, review.number) }))
    .filter(({ row, standing }) => readsAll || (row.ownerId === actor.personId && standing.asked !== null));
  if (shown.length === 0) return fail(ABSENT);
  const isPast = at !== undefined;
  const time = at ?? (await databaseTime(db));
  const person = { personId: actor.personId, roles };
  const runs = mayRunReviews(person) && review.state === "open" && !isPast;
  const current = isPast ? null : await evidenceNow(db, review);
  const looking = { review, person, time, isPast, current };
  const [pack] = review.packs;
  const known = new Set(review.rows.map(subjectKey));
  const changes = new Map(
    shown.flatMap(({ row: { change } }) => (change === null ? [] : [[change.number, change]])),
  );
  return succeed({
    id: review.id,
    number: review.number,
    name: review.name,
    state: review.state === "closed" ? "closed" : "open",
    asOwner: !readsAll,
    reviewerName: (await reviewerOf(review)).name,
    createdBy: review.createdBy.displayName,
    createdAt: review.createdAt.toISOString(),
    dueAt: review.dueAt.toISOString(),
    overdue: review.state === "open" && review.dueAt <= time,
    closed:
      review.closedAt === null
        ? null
        : {
            by: review.closedBy?.displayName ?? "",
            at: review.closedAt.toISOString(),
            // Written for whoever reads the evidence, about others' access as well.
            note: readsAll ? review.closingNote : "",
          },
    population: populationSchema.parse(review.population),
    appeared: readsAll ? (current?.inScope.filter((key) => !known.has(key)).length ?? 0) : 0,
    tally: tallyOf(shown.map(({ standing }) => standing)),
    rows: shown.map(({ row, standing }) => rowView(row, standing, looking)),
    mayClose: runs && review.reviewerId === actor.personId,
    takers: runs ? await takersOf(db, review, person) : [],
    changes: readsAll ? [...changes.values()] : [],
    pack: pack === undefined || !readsAll ? null : { ...pack, madeAt: pack.madeAt.toISOString() },
  });
}
