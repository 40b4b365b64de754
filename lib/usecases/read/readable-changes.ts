import { may } from "#lib/core/approval/authority.ts";
import type { HeldRole } from "../ports.ts";

/** The condition itself, for queries about some of them. */
export type ReadableChanges = NonNullable<ReturnType<typeof readableChanges>>;

/** `mayReadChange` of the core, as the condition of a query. Null: none. */
export function readableChanges(personId: string, roles: readonly HeldRole[]) {
  if (!may(roles, "read")) return null;
  const own = { requesterId: personId };
  if (roles.some(({ role }) => role === "cloud_admin" || role === "security_reviewer")) {
    return { OR: [own, { state: { not: "draft" } }] };
  }
  const teams = roles.flatMap(({ role, teamId }) =>
    role === "team_lead" && teamId !== null ? [teamId] : [],
  );
  const others = [
    { beneficiaryId: personId },
    { stack: { teamId: { in: teams } } },
    // The parts of a requirement that ask a lead of another team name it.
    ...teams.map((teamId) => ({ requirement: { path: ["parts"], array_contains: [{ teamIds: [teamId] }] } })),
  ];
  return { OR: [own, { state: { not: "draft" }, OR: others }] };
}
