import type { Role } from "#lib/core/approval/change-state.ts";
import { ROLES } from "#lib/core/approval/change-state.ts";
import { databaseTime } from "../database-time.ts";
import type { Database, HeldRole, Transaction } from "../ports.ts";

const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

/** What is held at a moment, whoever holds it: the condition of a query. */
const inForceAt = (at: Date) => ({
  validFrom: { lte: at },
  OR: [{ validUntil: null }, { validUntil: { gt: at } }],
});

/** What is held at a moment, by people who are not disabled: the condition of a query for roles. */
export const heldAt = (at: Date) => ({ person: { disabledAt: null }, ...inForceAt(at) });

/** People who are not disabled and hold a role at a moment, or just this one: the condition of a query for people. */
export const holdingAt = (at: Date, role?: Role) => ({
  disabledAt: null,
  roles: { some: { ...inForceAt(at), ...(role === undefined ? {} : { role }) } },
});

/** The roles a person holds at a moment, else at the database's time; none for somebody disabled or unknown. */
export async function heldRoles(
  transaction: Transaction | Database,
  personId: string,
  at?: Date,
): Promise<readonly HeldRole[]> {
  const now = at ?? (await databaseTime(transaction));
  const rows = await transaction.roleAssignment.findMany({
    where: {
      personId,
      ...heldAt(now),
    },
    select: { role: true, teamId: true },
    orderBy: [{ role: "asc" }, { teamId: "asc" }],
  });
  return rows.flatMap(({ role, teamId }) => (isRole(role) ? [{ role, teamId }] : []));
}

/** Everybody who holds a role now and is not disabled: whom to notify. `teamId` narrows team leads to one team. */
export async function holdersOf(
  transaction: Transaction,
  role: Role,
  teamId: string | null = null,
): Promise<readonly string[]> {
  const now = await databaseTime(transaction);
  const rows = await transaction.roleAssignment.findMany({
    where: {
      role,
      ...(role === "team_lead" && teamId !== null ? { teamId } : {}),
      ...heldAt(now),
    },
    select: { personId: true },
  });
  return [...new Set(rows.map(({ personId }) => personId))];
}
