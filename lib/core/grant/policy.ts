/**
 * What the organisation allows people to ask for, and who must say yes. Data that people edit (`lib/formats/policy`);
 * a stack may override parts of it.
 */

import { type ApprovalRule, DEFAULT_APPROVAL_RULES } from "../approval/approval-rule.ts";

/** Who answers a grant request. Every choice still obeys four eyes. */
export const GRANT_ANSWERS = [
  "cloud-admin",
  "team-lead",
  "cloud-admin-or-team-lead",
  "cloud-admin-and-team-lead",
] as const;
export type GrantAnswer = (typeof GRANT_ANSWERS)[number];

/** Who answers when a cloud admin opens a grant for a named ssh admin. */
export const OPENED_FOR_OTHER_ANSWERS = ["another-cloud-admin", "one-suffices"] as const;
export type OpenedForOtherAnswer = (typeof OPENED_FOR_OTHER_ANSWERS)[number];

/** Who answers a match or a single rule change. */
export const CHANGE_ANSWERS = [
  "cloud-admin",
  "cloud-admin-or-team-lead",
  "cloud-admin-and-team-lead",
] as const;
export type ChangeAnswer = (typeof CHANGE_ANSWERS)[number];

export interface OrganisationNetwork {
  readonly name: string;
  /** Canonical CIDR. */
  readonly cidr: string;
}

export interface Policy {
  /** Shortest and longest time of a grant, in seconds. */
  readonly minSeconds: number;
  readonly maxSeconds: number;
  /** How long a request waits for its answers, in seconds. */
  readonly answerWithinSeconds: number;
  /** Ranges must lie inside one of these. */
  readonly networks: readonly OrganisationNetwork[];
  /** The shortest prefix (widest range) a grant may have, by family. */
  readonly widestPrefix: { readonly ipv4: number; readonly ipv6: number };
  /** May somebody ask for one host address outside the networks, saying that it is theirs? */
  readonly attestedHosts: boolean;
  readonly answers: {
    readonly grant: GrantAnswer;
    readonly grantForOther: OpenedForOtherAnswer;
    readonly change: ChangeAnswer;
  };
  /** What is wanted beside `answers`, and what nobody may ask for. */
  readonly approvals: readonly ApprovalRule[];
  /** A change may touch at most this many more instances than its approvers were shown; null: any number. */
  readonly mostNewInstances: number | null;
  /** In a declared emergency a cloud admin opens access for somebody at once (`break-glass.ts`). */
  readonly breakGlass: boolean;
}

/** What a stack says differently. Networks are the organisation's alone. */
export interface PolicyOverrides {
  readonly minSeconds?: number;
  readonly maxSeconds?: number;
  readonly answerWithinSeconds?: number;
  readonly attestedHosts?: boolean;
  readonly answers?: Partial<Policy["answers"]>;
}

/** The policy of a stack: the organisation's, with the stack's own words on top. */
export function policyOfStack(organisation: Policy, stack: PolicyOverrides): Policy {
  const { answers, ...scalars } = stack;
  return { ...organisation, ...scalars, answers: { ...organisation.answers, ...answers } };
}

/** Where nobody has written a policy: short grants, hosts by their owner's word, no ranges, cloud admins answer. */
export const DEFAULT_POLICY: Policy = {
  minSeconds: 5 * 60,
  maxSeconds: 12 * 60 * 60,
  answerWithinSeconds: 24 * 60 * 60,
  networks: [],
  widestPrefix: { ipv4: 24, ipv6: 48 },
  attestedHosts: true,
  answers: { grant: "cloud-admin", grantForOther: "another-cloud-admin", change: "cloud-admin" },
  approvals: DEFAULT_APPROVAL_RULES,
  mostNewInstances: null,
  breakGlass: false,
};
