/** The states of a change request and who may be asked to answer it. */

export const CHANGE_STATES = [
  "draft",
  "open",
  "approved",
  "applying",
  "applied",
  "partial",
  "unknown",
  "failed",
  "stale",
  "rejected",
  "cancelled",
  "expired",
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** Asked for and neither carried out nor over, as far as is known: another like it waits for its end. */
export const UNDER_WAY = ["open", "approved", "applying"] as const satisfies readonly ChangeState[];

export const ROLES = ["cloud_admin", "ssh_admin", "team_lead", "security_reviewer"] as const;
export type Role = (typeof ROLES)[number];

/** Which approvals a request needs: every part must be met, by different people. */
export interface Requirement {
  readonly parts: readonly {
    /** In words, for the page: "One cloud admin who did not ask". */
    readonly label: string;
    readonly count: number;
    /** Any one of these qualifies. */
    readonly roles: readonly ("cloud_admin" | "team_lead")[];
    /** Leads of any of these teams, and of no other; the stack's own when absent. */
    readonly teamIds?: readonly string[] | undefined;
    /** Waits until every part with a smaller one is met; 0 when absent. */
    readonly stage?: number | undefined;
  }[];
}
