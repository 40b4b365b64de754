import { mayReadChange } from "#lib/core/approval/may-read-change.ts";
import { whyNotReviewed } from "#lib/core/grant/break-glass.ts";
import type { Database, HeldRole } from "../ports.ts";
import { changeStateOf } from "../read/change-state-of.ts";

export interface EmergencyView {
  readonly changeNumber: number;
  readonly stackName: string;
  readonly declaredBy: string;
  readonly beneficiary: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  /** What it opened may be open now. */
  readonly lasts: boolean;
  readonly mayReview: boolean;
  /** Its change; everybody else reads only that it lasts. */
  readonly mayRead: boolean;
}

const OVER: ReadonlySet<string> = new Set(["ended", "refused"]);

/** Emergencies that last, for everybody, and those that wait for this person's review. */
export async function readEmergencies(
  db: Database,
  person: { readonly personId: string; readonly roles: readonly HeldRole[] },
): Promise<readonly EmergencyView[]> {
  const rows = await db.emergency.findMany({
    where: {
      OR: [
        { closedAt: null },
        { change: { opens: { some: { state: { in: ["asked", "live", "ending"] } } } } },
      ],
    },
    orderBy: { createdAt: "desc" },
    take: 50,
    include: {
      declaredBy: { select: { displayName: true } },
      change: {
        select: {
          number: true,
          state: true,
          requesterId: true,
          beneficiaryId: true,
          stack: { select: { name: true, teamId: true } },
          beneficiary: { select: { displayName: true } },
          opens: { select: { state: true } },
        },
      },
    },
  });
  return rows
    .map((row) => ({
      changeNumber: row.change.number,
      stackName: row.change.stack?.name ?? "",
      declaredBy: row.declaredBy.displayName,
      beneficiary: row.change.beneficiary.displayName,
      reason: row.reason,
      endsAt: row.endsAt.toISOString(),
      lasts: row.change.opens.some(({ state }) => !OVER.has(state)),
      mayReview: whyNotReviewed(person, row) === null,
      mayRead: mayReadChange(person, {
        ...row.change,
        state: changeStateOf(row.change.state),
        teamId: row.change.stack?.teamId ?? null,
      }),
    }))
    .filter(({ lasts, mayReview }) => lasts || mayReview);
}
