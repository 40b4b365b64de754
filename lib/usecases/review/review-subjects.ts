/** Everything that a review can be about, as it stands now. The caller has checked that the actor may read. */
import type { ReviewSubject } from "#lib/core/review/review-scope.ts";
import { databaseTime } from "../database-time.ts";
import type { Transaction } from "../ports.ts";

const person = { select: { displayName: true, email: true } } as const;
const place = {
  select: { id: true, name: true, scope: { select: { id: true, accountName: true, region: true } } },
} as const;

async function grantRows(transaction: Transaction) {
  const now = await databaseTime(transaction);
  return transaction.grant.findMany({
    where: { state: "live", endsAt: { gt: now } },
    orderBy: [{ stack: { name: "asc" } }, { number: "asc" }],
    include: {
      stack: place,
      person,
      source: { select: { name: true } },
      change: {
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
      },
    },
  });
}

const standingRows = (transaction: Transaction) =>
  transaction.stackSource.findMany({
    where: { stack: { retiredAt: null } },
    orderBy: [{ stack: { name: "asc" } }, { source: { name: "asc" } }, { sourceId: "asc" }],
    include: { stack: place, source: { include: { owner: person } } },
  });

export type GrantRecord = Awaited<ReturnType<typeof grantRows>>[number];
export type StandingRecord = Awaited<ReturnType<typeof standingRows>>[number];

export type FoundSubject = ReviewSubject &
  (
    | { readonly kind: "grant"; readonly grant: GrantRecord }
    | { readonly kind: "source"; readonly standing: StandingRecord }
  );

/** Live grants, then standing sources, each by stack. */
export async function reviewSubjects(transaction: Transaction): Promise<readonly FoundSubject[]> {
  const grants = await grantRows(transaction);
  const standing = await standingRows(transaction);
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
  ];
}

/** What stays the same about it from one look to the next. */
export const subjectKey = (subject: FoundSubject): string =>
  subject.kind === "grant"
    ? `grant ${subject.grant.id}`
    : `source ${subject.standing.stackId} ${subject.standing.sourceId}`;
