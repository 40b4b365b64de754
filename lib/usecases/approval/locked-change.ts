import { CHANGE_STATES, type ChangeState } from "#lib/core/approval/change-state.ts";
import { DECIDED } from "#lib/core/approval/decided-move.ts";
import type { ApproverRole } from "#lib/core/approval/standing-answers.ts";
import type { ChangeFacts, GivenAnswer } from "#lib/core/approval/transition.ts";
import { requirementSchema } from "#lib/formats/change/stored-requirement.ts";
import type { AuditSubjects } from "../audit/audit-record.ts";
import { placeOf } from "../change/place-of.ts";
import type { Transaction } from "../ports.ts";

/** A change request whose row is locked until the transaction ends: nothing about it moves meanwhile. */
export interface LockedChange {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly title: string;
  readonly version: number;
  /** Null where it is about an account and Region. */
  readonly stackId: string | null;
  /** The stack's name, or the account's and Region's. */
  readonly placeName: string;
  readonly beneficiaryId: string;
  /** Not begun before; null: at once. */
  readonly startsAt: Date | null;
  /** What the core decides by. */
  readonly facts: ChangeFacts;
}

/** What a change is about, for the log. */
export const subjectsOf = ({ id, stackId, beneficiaryId }: LockedChange): AuditSubjects => ({
  ...(stackId === null ? {} : { stackId }),
  changeId: id,
  personId: beneficiaryId,
});

const isState = (text: string): text is ChangeState => CHANGE_STATES.some((state) => state === text);

const isApproverRole = (text: string): text is ApproverRole => text === "cloud_admin" || text === "team_lead";

export async function lockChange(transaction: Transaction, changeId: string): Promise<LockedChange | null> {
  await transaction.$queryRaw`SELECT 1 FROM change_request WHERE id = ${changeId}::uuid FOR UPDATE`;
  const row = await transaction.changeRequest.findUnique({
    where: { id: changeId },
    include: {
      stack: { select: { name: true, teamId: true } },
      scope: { select: { accountName: true, region: true } },
      approvals: { where: { dismissedAt: null }, orderBy: { createdAt: "asc" } },
      moves: {
        where: { toState: { in: [...DECIDED] } },
        orderBy: { version: "desc" },
        take: 1,
        include: { person: { select: { displayName: true } } },
      },
    },
  });
  if (row === null) return null;
  const { id, number, kind, title, version, stackId, beneficiaryId, requesterId, state, pin } = row;
  if (!isState(state)) throw new Error(`Change ${number} has the unknown state ${state}.`);
  const answers = row.approvals.map((given): GivenAnswer => {
    const { personId, role, teamId, decision } = given;
    if (!isApproverRole(role)) throw new Error(`Change ${number} was answered in the unknown role ${role}.`);
    return {
      personId,
      role,
      teamId,
      decision: decision === "approve" ? "approve" : "reject",
      pin: given.pin,
    };
  });
  const [move] = row.moves;
  const facts: ChangeFacts = {
    state,
    decided:
      move !== undefined && isState(move.toState)
        ? { to: move.toState, personName: move.person?.displayName ?? null, at: move.at }
        : null,
    requesterId,
    beneficiaryId,
    teamId: row.stack?.teamId ?? null,
    pin,
    requirement: requirementSchema.parse(row.requirement),
    answers,
    answerBy: row.answerBy,
  };
  const placeName = placeOf(row);
  return {
    id,
    number,
    kind,
    title,
    version,
    stackId,
    placeName,
    beneficiaryId,
    startsAt: row.startsAt,
    facts,
  };
}
