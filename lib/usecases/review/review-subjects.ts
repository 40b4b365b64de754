/** Everything that a review can be about, as it stands now. The caller has checked that the actor may read. */
import type { ReviewSubject } from "#lib/core/review/review-scope.ts";
import { databaseTime } from "../database-time.ts";
import type { Database, Transaction } from "../ports.ts";

const person = { select: { displayName: true, email: true } } as const;
const place = {
  select: { id: true, name: true, scope: { select: { id: true, accountName: true, region: true } } },
} as const;

const request = {
  select: {
    id: true,
    number: true,
    createdAt: true,
    requester: person,
    approvals: {
      where: { decision: "approve", dismissedAt: null },
      orderBy: { createdAt: "asc" },
      select: { role: true, createdAt: true, person },
    },
  },
} as const;

async function grantRows(transaction: Database | Transaction) {
  const now = await databaseTime(transaction);
  return transaction.grant.findMany({
    where: { state: "live", endsAt: { gt: now } },
    orderBy: [{ stack: { name: "asc" } }, { number: "asc" }],
    include: { stack: place, person, source: { select: { name: true } }, change: request },
  });
}

async function exceptionRows(transaction: Database | Transaction) {
  const now = await databaseTime(transaction);
  return transaction.findingException.findMany({
    where: { state: "live", endsAt: { gt: now } },
    orderBy: [{ number: "asc" }],
    include: {
      stack: { select: { name: true } },
      scope: { select: { accountName: true, region: true } },
      owner: person,
      change: request,
    },
  });
}

const standingRows = (transaction: Database | Transaction) =>
  transaction.stackSource.findMany({
    where: { stack: { retiredAt: null } },
    orderBy: [{ stack: { name: "asc" } }, { source: { name: "asc" } }, { sourceId: "asc" }],
    include: { stack: place, source: { include: { owner: person } } },
  });

export type GrantRecord = Awaited<ReturnType<typeof grantRows>>[number];
export type ExceptionRecord = Awaited<ReturnType<typeof exceptionRows>>[number];
export type RequestRecord = GrantRecord["change"];
export type StandingRecord = Awaited<ReturnType<typeof standingRows>>[number];

export type FoundSubject = ReviewSubject &
  (
    | { readonly kind: "grant"; readonly grant: GrantRecord }
    | { readonly kind: "source"; readonly standing: StandingRecord }
    | { readonly kind: "exception"; readonly exception: ExceptionRecord }
  );

/** Live grants, then standing sources, each by stack, then the exceptions in force. */
export async function reviewSubjects(transaction: Database | Transaction): Promise<readonly FoundSubject[]> {
  const grants = await grantRows(transaction);
  const standing = await standingRows(transaction);
  const exceptions = await exceptionRows(transaction);
  return [
    ...grants.map(
      (grant): FoundSubject => ({
        kind: "grant",
        stackId: grant.stackId,
        ownerId: grant.personId,
        grant,
      }),
    ),
    ...standing.map(
      (each): FoundSubject => ({
        kind: "source",
        stackId: each.stackId,
        ownerId: each.source.ownerId,
        standing: each,
      }),
    ),
    ...exceptions.map(
      (exception): FoundSubject => ({
        kind: "exception",
        stackId: exception.stackId,
        ownerId: exception.ownerId,
        exception,
      }),
    ),
  ];
}

/** How a row refers to what it is about. */
export interface SubjectIds {
  readonly kind: string;
  readonly grantId: string | null;
  readonly stackId: string | null;
  readonly sourceId: string | null;
  readonly exceptionId: string | null;
}

export function idsOf(subject: FoundSubject): SubjectIds {
  const { kind, stackId } = subject;
  const none = { kind, stackId, grantId: null, sourceId: null, exceptionId: null };
  switch (subject.kind) {
    case "grant":
      return { ...none, grantId: subject.grant.id, sourceId: subject.grant.sourceId };
    case "source":
      return { ...none, sourceId: subject.standing.sourceId };
    case "exception":
      return { ...none, exceptionId: subject.exception.id };
  }
}

/** What stays the same about it from one review to the next. */
export function subjectKey({ kind, grantId, stackId, sourceId, exceptionId }: SubjectIds): string {
  if (kind === "grant") return `grant ${grantId}`;
  return kind === "source" ? `source ${stackId} ${sourceId}` : `exception ${exceptionId}`;
}
