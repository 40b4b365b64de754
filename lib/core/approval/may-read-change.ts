/**
 * Who reads a change request. Cloud admins and security reviewers read all; a team lead those of the team's stacks and
 * those that want a lead of the team; everybody those they asked for or gain by. A draft is its author's alone.
 */
import { may, type RoleHeld } from "./authority.ts";
import type { ChangeState } from "./change-state.ts";

export interface ReadableChange {
  readonly state: ChangeState;
  readonly requesterId: string | null;
  readonly beneficiaryId: string;
  /** The team that owns the stack; null where it is about no stack. */
  readonly teamId: string | null;
  /** Teams whose leads are asked beside it. */
  readonly askedTeamIds?: readonly string[];
}

export function mayReadChange(
  person: { readonly personId: string; readonly roles: readonly RoleHeld[] },
  change: ReadableChange,
): boolean {
  if (!may(person.roles, "read")) return false;
  if (person.personId === change.requesterId) return true;
  if (change.state === "draft") return false;
  if (person.personId === change.beneficiaryId) return true;
  return person.roles.some(
    ({ role, teamId }) =>
      role === "cloud_admin" ||
      role === "security_reviewer" ||
      (role === "team_lead" &&
        teamId !== null &&
        (teamId === change.teamId || change.askedTeamIds?.includes(teamId) === true)),
  );
}
