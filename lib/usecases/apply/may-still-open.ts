import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Transaction } from "../ports.ts";
import type { ChangeToApply } from "./change-to-apply.ts";

/** Shorter than this nobody gets in: a grant that would end sooner is not opened. */
const LEAST_REMAINDER_SECONDS = 60;

/**
 * Whether access that was approved may still be opened or extended: whoever gets it is still an ssh admin; where one
 * cloud admin sufficed, that one still is; and there is time left. A sentence when not, null when it may.
 * `minSeconds` is the stack's own shortest grant.
 */
export async function whyNotOpen(
  db: Database | Transaction,
  change: ChangeToApply,
  approvalsNeeded: number,
  minSeconds: number,
): Promise<string | null> {
  if (change.kind !== "grant" && change.kind !== "extend") return null;
  const holder = await heldRoles(db, change.beneficiaryId);
  if (!holder.some(({ role }) => role === "ssh_admin")) {
    return "Whoever was to get access is no ssh admin any more.";
  }
  if (approvalsNeeded === 0) {
    const requester = change.requesterId === null ? [] : await heldRoles(db, change.requesterId);
    const alone =
      change.requesterId !== change.beneficiaryId &&
      requester.some(({ role }) => role === "cloud_admin") &&
      !requester.some(({ role }) => role === "ssh_admin");
    if (!alone) return "Whoever opened it alone is no cloud admin any more.";
  }
  if (await wasTakenAway(db, change)) return "The access was taken away before it was open.";
  return whyTimeIsOver(db, change, Math.min(LEAST_REMAINDER_SECONDS, minSeconds));
}

/** Whether `leastSeconds` are left of what a change opens or extends: a sentence when not, null when they are. */
export async function whyTimeIsOver(
  db: Database | Transaction,
  change: ChangeToApply,
  leastSeconds: number,
): Promise<string | null> {
  if (change.kind !== "grant" && change.kind !== "extend") return null;
  const now = await databaseTime(db);
  const end = await latestEnd(db, change);
  if (end === null) return "There is no grant left to open.";
  if (end.getTime() - now.getTime() < leastSeconds * 1_000) {
    return "Its time was over before it could be opened.";
  }
  return null;
}

async function latestEnd(db: Database | Transaction, change: ChangeToApply): Promise<Date | null> {
  if (change.kind === "extend") {
    const row = await db.changeRequest.findUniqueOrThrow({
      where: { id: change.id },
      select: { extendsUntil: true, extendsGrant: { select: { state: true, endsAt: true } } },
    });
    // What ended meanwhile is not brought back: that would be a new grant.
    return row.extendsGrant?.state === "live" ? row.extendsUntil : null;
  }
  const grant = await db.grant.findFirst({
    where: { changeId: change.id, state: "asked" },
    orderBy: { endsAt: "desc" },
    select: { endsAt: true },
  });
  return grant?.endsAt ?? null;
}

/** Somebody ended it while it was being opened (`endLiveGrant`). */
const wasTakenAway = async (db: Database | Transaction, change: ChangeToApply): Promise<boolean> =>
  (await db.grant.count({ where: { changeId: change.id, state: "asked", endedById: { not: null } } })) > 0;
