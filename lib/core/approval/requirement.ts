/** Which approvals a request needs, from the stack's policy. Narrowing needs none; widening always needs another person. */
import type { ChangeAnswer, GrantAnswer, Policy } from "../grant/policy.ts";
import type { Requirement } from "./change-state.ts";

export type AskedChange =
  /** An ssh admin asks for, or extends, their own access. */
  | { readonly kind: "own-grant" }
  /** A cloud admin opens or extends access for a named ssh admin. */
  | { readonly kind: "grant-for-other" }
  /** Hand back, revoke, expire. */
  | { readonly kind: "narrowing" }
  /** `removesLastSource`: afterwards nobody could open SSH, and the request says so. */
  | { readonly kind: "match" | "rule"; readonly removesLastSource: boolean }
  /** Groups come and go; that a retired stack takes no SSH any more is what it asks for. */
  | { readonly kind: "create-stack" | "retire-stack" }
  /** A finding is accepted for a time; one that belongs to no stack has no team to ask. */
  | { readonly kind: "exception"; readonly isOfStack: boolean }
  /** Who may say yes, and to what. */
  | { readonly kind: "policy" }
  /** What an access review revoked: reviewers change nothing themselves. */
  | { readonly kind: "review"; readonly removesLastSource: boolean };

type Part = Requirement["parts"][number];

const CLOUD_ADMIN: Part = { label: "One cloud admin who did not ask", count: 1, roles: ["cloud_admin"] };
const TEAM_LEAD: Part = { label: "The lead of the stack's team", count: 1, roles: ["team_lead"] };
const EITHER: Part = {
  label: "One cloud admin who did not ask, or the lead of the stack's team",
  count: 1,
  roles: ["cloud_admin", "team_lead"],
};
const TWO_CLOUD_ADMINS: Part = {
  label: "Two cloud admins who did not ask, because the last SSH source goes",
  count: 2,
  roles: ["cloud_admin"],
};

const PARTS: Readonly<Record<GrantAnswer | ChangeAnswer, readonly Part[]>> = {
  "cloud-admin": [CLOUD_ADMIN],
  "team-lead": [TEAM_LEAD],
  "cloud-admin-or-team-lead": [EITHER],
  "cloud-admin-and-team-lead": [CLOUD_ADMIN, TEAM_LEAD],
};

export function requirementFor(asked: AskedChange, answers: Policy["answers"]): Requirement {
  switch (asked.kind) {
    case "narrowing":
      return { parts: [] };
    case "own-grant":
      return { parts: PARTS[answers.grant] };
    case "grant-for-other": {
      if (answers.grantForOther === "one-suffices") return { parts: [] };
      return {
        parts: answers.grant === "cloud-admin-and-team-lead" ? [CLOUD_ADMIN, TEAM_LEAD] : [CLOUD_ADMIN],
      };
    }
    case "policy":
      return { parts: [CLOUD_ADMIN] };
    case "create-stack":
    case "retire-stack":
      return { parts: PARTS[answers.change] };
    case "review":
      return { parts: [asked.removesLastSource ? TWO_CLOUD_ADMINS : CLOUD_ADMIN] };
    case "exception":
      return { parts: asked.isOfStack ? PARTS[answers.change] : [CLOUD_ADMIN] };
    case "match":
    case "rule": {
      const parts = PARTS[answers.change];
      if (!asked.removesLastSource) return { parts };
      return { parts: [TWO_CLOUD_ADMINS, ...parts.filter((part) => part === TEAM_LEAD)] };
    }
  }
}
