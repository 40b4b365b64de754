import type { Requirement } from "#lib/core/approval/change-state.ts";
import type { AnswerableChange } from "#lib/core/approval/may-answer.ts";
import { requirementSchema } from "#lib/formats/change/stored-requirement.ts";
import { changeStateOf } from "./change-state-of.ts";

/** The columns and relations of a change request that say who may answer it. */
export const answerableSelection = {
  state: true,
  requesterId: true,
  beneficiaryId: true,
  requirement: true,
  pin: true,
  answerBy: true,
  stack: { select: { id: true, name: true, teamId: true, retiredAt: true } },
  scope: { select: { accountName: true, region: true } },
  approvals: {
    where: { dismissedAt: null },
    orderBy: { createdAt: "asc" },
    select: { personId: true, role: true, teamId: true, decision: true },
  },
} as const;

interface Row {
  readonly state: string;
  readonly requesterId: string | null;
  readonly beneficiaryId: string;
  readonly requirement: unknown;
  readonly pin: string;
  readonly answerBy: Date;
  readonly stack: { readonly teamId: string } | null;
  readonly approvals: readonly {
    readonly personId: string;
    readonly role: string;
    readonly teamId: string | null;
    readonly decision: string;
  }[];
}

/**
 * A row as the core's question "who may answer this?" wants it. Null where what is stored cannot be read: nobody may
 * answer that, and it keeps nobody from the others.
 */
export function answerable(row: Row): AnswerableChange | null {
  const requirement = requirementSchema.safeParse(row.requirement);
  return requirement.success ? facts(row, requirement.data) : null;
}

/** Teams, beside the stack's own, whose leads a request asks. */
export const askedTeams = (stored: unknown): readonly string[] =>
  requirementSchema.safeParse(stored).data?.parts.flatMap(({ teamIds }) => teamIds ?? []) ?? [];

const facts = (row: Row, requirement: Requirement): AnswerableChange => ({
  state: changeStateOf(row.state),
  requesterId: row.requesterId,
  beneficiaryId: row.beneficiaryId,
  teamId: row.stack?.teamId ?? null,
  requirement,
  pin: row.pin,
  answerBy: row.answerBy,
  answers: row.approvals.map(({ personId, role, teamId, decision }) => ({
    personId,
    teamId,
    role: role === "team_lead" ? "team_lead" : "cloud_admin",
    decision: decision === "approve" ? "approve" : "reject",
  })),
});
