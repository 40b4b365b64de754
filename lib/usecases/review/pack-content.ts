/** What the evidence of a closed review says, as things are now. */
import { isGone, type Missing, unaskedSentence } from "#lib/core/review/missing.ts";
import { tallyOf } from "#lib/core/review/review-tally.ts";
import { type EvidencePack, evidencePackSchema, PACK_FORMAT } from "#lib/formats/evidence/evidence-pack.ts";
import { evidenceSchema, populationSchema, reviewScopeSchema } from "#lib/formats/review/stored-review.ts";
import type { Database, Transaction } from "../ports.ts";
import type { SeenScopes } from "./gather-evidence.ts";
import { rowFacts } from "./locked-review.ts";
import { type PackedEntry, packLog } from "./pack-log.ts";
import { subjectKey } from "./review-subjects.ts";
import { whyMissing } from "./why-missing.ts";

const name = { select: { displayName: true } } as const;

const storedReview = (transaction: Transaction, reviewId: string) =>
  transaction.review.findUniqueOrThrow({
    where: { id: reviewId },
    include: {
      reviewer: name,
      createdBy: name,
      closedBy: name,
      rows: {
        orderBy: { ordinal: "asc" },
        include: {
          decidedBy: name,
          askedBy: name,
          grant: { select: { state: true, endedAt: true } },
          change: {
            include: {
              requester: name,
              approvals: {
                where: { dismissedAt: null },
                orderBy: { createdAt: "asc" },
                include: { person: name },
              },
              steps: { select: { state: true } },
            },
          },
        },
      },
    },
  });

type Stored = Awaited<ReturnType<typeof storedReview>>;
type StoredRow = Stored["rows"][number];
type StoredChange = NonNullable<StoredRow["change"]>;

/** Of rows that were revoked and asked no change of anybody: what was the matter with them, by `subjectKey`. */
type Unasked = ReadonlyMap<string, Missing>;

const isUnasked = ({ decision, change }: StoredRow): boolean => decision === "revoke" && change === null;

const missingOf = (row: StoredRow, unasked: Unasked): Missing =>
  unasked.get(subjectKey(row)) ?? { kind: "unknown" };

/** What became of a row by now. */
function doneAbout(row: StoredRow, unasked: Unasked, closedAt: Date): string {
  const { decision, kind, change, grant } = row;
  if (decision === null) return "Nobody decided about it; it stays as it is.";
  if (decision === "keep") return "Kept.";
  if (change === null) return unaskedSentence(missingOf(row, unasked), closedAt.toISOString());
  if (kind === "grant" && grant?.state === "ended") {
    return `Taken away by change ${change.number}; it ended at ${grant.endedAt?.toISOString() ?? ""}.`;
  }
  if (change.state === "applied") return `Taken away by change ${change.number}.`;
  return `Change ${change.number} is to take it away and is ${change.state}.`;
}

const isTakenAway = (row: StoredRow, unasked: Unasked): boolean =>
  row.decision === "revoke" &&
  (row.change === null
    ? isGone(missingOf(row, unasked))
    : row.change.state === "applied" || row.grant?.state === "ended");

function packedRow(row: StoredRow, log: readonly PackedEntry[], done: string): EvidencePack["rows"][number] {
  const evidence = evidenceSchema.parse(row.evidence);
  const { decided, asked, answer } = rowFacts(row);
  const behind = log.filter(
    (entry) =>
      entry.row === row.ordinal ||
      evidence.entries.includes(entry.id) ||
      (entry.grantId !== null && entry.grantId === row.grantId) ||
      (entry.changeId !== null && entry.grantId === null && entry.changeId === row.changeId),
  );
  return {
    row: row.ordinal,
    kind: row.kind === "grant" ? "grant" : row.kind === "source" ? "source" : "exception",
    evidence,
    decision:
      decided === null
        ? null
        : {
            kind: decided.kind,
            until: decided.kind === "keep" ? decided.until.toISOString() : null,
            by: row.decidedBy?.displayName ?? "",
            at: decided.at.toISOString(),
            note: decided.note,
          },
    question:
      asked === null
        ? null
        : {
            by: row.askedBy?.displayName ?? "",
            at: asked.at.toISOString(),
            text: asked.question,
            answer:
              answer === null ? null : { says: answer.says, at: answer.at.toISOString(), note: answer.note },
          },
    done,
    change: row.change?.number ?? null,
    log: behind.map(({ place }) => place),
  };
}

const packedChange = (change: StoredChange): EvidencePack["changes"][number] => ({
  number: change.number,
  title: change.title,
  state: change.state,
  askedBy: change.requester?.displayName ?? "Sallyport",
  askedAt: change.createdAt.toISOString(),
  answers: change.approvals.map(({ person, role, decision, createdAt }) => ({
    by: person.displayName,
    role,
    decision: decision === "reject" ? "reject" : "approve",
    at: createdAt.toISOString(),
  })),
  finishedAt: change.finishedAt?.toISOString() ?? null,
  steps: change.steps.length,
  done: change.steps.filter(({ state }) => state === "done").length,
});

function summaryOf({ rows }: Stored, unasked: Unasked): EvidencePack["summary"] {
  const { kept, revoked } = tallyOf(rows.map(rowFacts));
  const deciders = new Map<string, number>();
  for (const { decidedBy } of rows) {
    if (decidedBy !== null)
      deciders.set(decidedBy.displayName, (deciders.get(decidedBy.displayName) ?? 0) + 1);
  }
  const takenAway = rows.filter((row) => isTakenAway(row, unasked)).length;
  return {
    rows: rows.length,
    kept,
    revoked,
    leftOpen: rows.flatMap(({ decision, ordinal }) => (decision === null ? [ordinal] : [])),
    deciders: [...deciders].map(([who, decisions]) => ({ name: who, decisions })),
    takenAway,
    pending: revoked - takenAway,
  };
}

async function scopeWords(
  transaction: Transaction,
  review: Stored,
): Promise<EvidencePack["review"]["scope"]> {
  const { kinds, stackIds, personIds } = reviewScopeSchema.parse(review.scope);
  const stacks =
    stackIds === null ? null : await transaction.stack.findMany({ where: { id: { in: stackIds } } });
  const people =
    personIds === null ? null : await transaction.person.findMany({ where: { id: { in: personIds } } });
  return {
    kinds: [...kinds],
    stacks: stacks === null ? null : stacks.map((stack) => stack.name).sort(),
    people: people === null ? null : people.map(({ displayName }) => displayName).sort(),
  };
}

export interface PackHead {
  readonly edition: number;
  readonly madeAt: Date;
  /** The verifier of whoever signs. */
  readonly key: string;
  /** What EC2 said last where `lookedAtFor` says that it matters. */
  readonly seen: SeenScopes;
}

/** Accounts and Regions whose last look tells whether a standing source that no change takes away is gone. */
export async function lookedAtFor(db: Database, reviewId: string): Promise<readonly string[]> {
  const stacks = await db.stack.findMany({
    where: { reviewed: { some: { reviewId, kind: "source", decision: "revoke", changeId: null } } },
    select: { scopeId: true },
  });
  return [...new Set(stacks.map(({ scopeId }) => scopeId))];
}

/** Null while the log has not placed every entry that belongs to it. */
export async function packContent(
  transaction: Transaction,
  reviewId: string,
  { edition, madeAt, key, seen }: PackHead,
): Promise<EvidencePack | null> {
  const review = await storedReview(transaction, reviewId);
  const changes = new Map(
    review.rows.flatMap(({ change }) => (change === null ? [] : [[change.number, change]])),
  );
  const log = await packLog(transaction, {
    reviewNumber: review.number,
    begunAt: review.createdAt,
    entryIds: review.rows.flatMap((row) => evidenceSchema.parse(row.evidence).entries),
    grantIds: review.rows.flatMap(({ grantId }) => grantId ?? []),
    changeIds: [...changes.values()].map(({ id }) => id),
  });
  const { closedAt } = review;
  if (log === null || closedAt === null) return null;
  const unasked = await whyMissing(transaction, review.rows.filter(isUnasked), seen);
  return evidencePackSchema.parse({
    format: PACK_FORMAT,
    edition,
    madeAt: madeAt.toISOString(),
    key,
    review: {
      number: review.number,
      name: review.name,
      reviewer: review.reviewer.displayName,
      begunBy: review.createdBy.displayName,
      begunAt: review.createdAt.toISOString(),
      dueAt: review.dueAt.toISOString(),
      closedBy: review.closedBy?.displayName ?? "",
      closedAt: closedAt.toISOString(),
      note: review.closingNote,
      scope: await scopeWords(transaction, review),
    },
    population: populationSchema.parse(review.population),
    summary: summaryOf(review, unasked),
    rows: review.rows.map((row) => packedRow(row, log, doneAbout(row, unasked, closedAt))),
    changes: [...changes.values()].map(packedChange),
    log: log.map(({ packed }) => packed),
  });
}
