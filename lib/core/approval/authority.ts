/**
 * Who may do what: one table of roles and actions. Four eyes (nobody answers their own request, nor one they gain by)
 * stands before it, in `may-answer.ts`; a team lead's rights reach as far as the team's own stacks.
 */
import type { Role } from "./change-state.ts";

export const ACTIONS = [
  "read",
  "read-audit",
  "observe",
  "ask-grant-for-oneself",
  "ask-grant-for-other",
  "ask-match",
  "ask-stack-life",
  "ask-exception",
  "answer-change",
  "withdraw-own-change",
  "end-own-grant",
  "end-any-grant",
  "edit-model",
  "edit-policy",
  "edit-people",
  "verify-audit",
  "run-review",
  "watch-question",
] as const;
export type Action = (typeof ACTIONS)[number];

const TABLE: Readonly<Record<Role, readonly Action[]>> = {
  cloud_admin: [
    "read",
    "read-audit",
    "observe",
    "ask-grant-for-other",
    "ask-match",
    "ask-stack-life",
    "ask-exception",
    "answer-change",
    "withdraw-own-change",
    "end-any-grant",
    "edit-model",
    "edit-policy",
    "edit-people",
    "verify-audit",
    "run-review",
    "watch-question",
  ],
  ssh_admin: ["read", "ask-grant-for-oneself", "withdraw-own-change", "end-own-grant"],
  team_lead: [
    "read",
    "read-audit",
    "ask-stack-life",
    "ask-exception",
    "answer-change",
    "withdraw-own-change",
    "watch-question",
  ],
  security_reviewer: ["read", "read-audit", "observe", "verify-audit", "run-review", "watch-question"],
};

/** Actions that a team lead has for the team's own stacks alone. */
const WITHIN_TEAM: readonly Action[] = ["answer-change", "ask-stack-life", "ask-exception", "watch-question"];

export interface RoleHeld {
  readonly role: Role;
  /** Set for team_lead alone. */
  readonly teamId: string | null;
}

/** The roles, of those held, that allow `action`; on `teamId`'s stack where the action is about a stack. */
export const rolesThatMay = <Held extends RoleHeld>(
  held: readonly Held[],
  action: Action,
  teamId: string | null,
): readonly Held[] =>
  held.filter(
    (each) =>
      TABLE[each.role].includes(action) &&
      (each.role !== "team_lead" || !WITHIN_TEAM.includes(action) || each.teamId === teamId),
  );

export const may = (held: readonly RoleHeld[], action: Action, teamId: string | null = null): boolean =>
  rolesThatMay(held, action, teamId).length > 0;
