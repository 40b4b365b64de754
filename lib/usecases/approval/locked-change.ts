import { CHANGE_STATES, type ChangeState, type Requirement } from "#lib/core/approval/change-state.ts";
import type { AnswerableChange } from "#lib/core/approval/may-answer.ts";
import { requirementSchema } from "#lib/formats/change/stored-requirement.ts";
import type { Transaction } from "../ports.ts";

/** A change request whose row is locked until the transaction ends: nothing about it moves meanwhile. */
export interface LockedChange extends AnswerableChange {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly title: string;
  readonly version: number;
  readonly stackId: string;
  readonly stackName: string;
}

const isState = (text: string): text is ChangeState => CHANGE_STATES.some((state) => state === text);

export async function lockChange(transaction: Transaction, changeId: string): Promise<LockedChange | null> {
  await transaction.$queryRaw`SELECT 1 FROM change_request WHERE id = ${changeId}::uuid FOR UPDATE`;
  const row = await transaction.changeRequest.findUnique({
    where: { id: changeId },
    include: {
      stack: { select: { name: true, teamId: true } },
      approvals: { where: { dismissedAt: null }, orderBy: { createdAt: "asc" } },
    },
  });
  if (row === null) return null;
  const { state } = row;
  if (!isState(state)) throw new Error(`Change ${row.number} has the unknown state ${state}.`);
  const requirement: Requirement = requirementSchema.parse(row.requirement);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    version: row.version,
    stackId: row.stackId,
    stackName: row.stack.name,
    teamId: row.stack.teamId,
    requesterId: row.requesterId,
    beneficiaryId: row.beneficiaryId,
    state,
    requirement,
    pin: row.pin,
    answerBy: row.answerBy,
    answers: row.approvals.map(({ personId, role, decision }) => ({
      personId,
      role: role === "team_lead" ? "team_lead" : "cloud_admin",
      decision: decision === "approve" ? "approve" : "reject",
    })),
  };
}
