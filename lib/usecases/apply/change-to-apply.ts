import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { bindPlan, bindStep } from "#lib/core/plan/new-group.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { planSchema, planStepSchema } from "#lib/formats/change/stored-plan.ts";
import type { Database, Transaction } from "../ports.ts";
import { boundGroups } from "./bound-groups.ts";
import type { RunningStep } from "./step-context.ts";
import { stepOwner } from "./step-look.ts";

/** A change as the applier knows it; its plan and pin never change, but that groups get their ids. */
export interface ChangeToApply {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly title: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly requesterId: string | null;
  readonly beneficiaryId: string;
  readonly scope: { readonly id: string; readonly accountId: string; readonly region: string };
  /** Not begun before; null: at once. */
  readonly startsAt: Date | null;
  /** What the stack follows now. */
  readonly pattern: Plan["pinned"]["pattern"];
  /** With the ids of the groups that it has made so far. */
  readonly plan: Plan;
  /** Groups of the grants that it opens, extends or ends, whether or not the plan has a step for each. */
  readonly grantGroupIds: readonly string[];
}

export interface StoredStep extends RunningStep {
  readonly state: "waiting" | "intended" | "done" | "failed" | "unknown";
}

/** Null where there is none, or it is about no stack: such a change has nothing to do on EC2. */
export async function readChange(db: Database, changeId: string): Promise<ChangeToApply | null> {
  const row = await db.changeRequest.findUnique({
    where: { id: changeId },
    include: {
      stack: { include: { scope: true, pattern: true } },
      opens: { select: { groupId: true } },
      ends: { select: { groupId: true } },
      extendsGrant: { select: { groupId: true } },
    },
  });
  if (row === null || row.stack === null) return null;
  const { id, number, kind, title, requesterId, beneficiaryId, stack } = row;
  return {
    id,
    number,
    kind,
    title,
    stackId: stack.id,
    stackName: stack.name,
    requesterId,
    beneficiaryId,
    scope: { id: stack.scope.id, accountId: stack.scope.accountId, region: stack.scope.region },
    startsAt: row.startsAt,
    pattern: { name: stack.pattern.name, version: stack.pattern.version },
    plan: bindPlan(planSchema.parse(row.plan), await boundGroups(db, id)),
    grantGroupIds: [...row.opens, ...row.ends, ...(row.extendsGrant === null ? [] : [row.extendsGrant])].map(
      ({ groupId }) => groupId,
    ),
  };
}

export async function readState(db: Database | Transaction, changeId: string): Promise<ChangeState> {
  const { state } = await db.changeRequest.findUniqueOrThrow({
    where: { id: changeId },
    select: { state: true },
  });
  // The database allows no other (migration 0002).
  return state as ChangeState;
}

export async function readSteps(
  db: Database | Transaction,
  changeId: string,
): Promise<readonly StoredStep[]> {
  const rows = await db.step.findMany({ where: { changeId }, orderBy: { ordinal: "asc" } });
  const bound = await boundGroups(db, changeId);
  return rows.map(({ id, ordinal, operation, state }) => ({
    id,
    ordinal,
    operation: bindStep(planStepSchema.parse(operation), bound),
    // The database allows no other (migration 0002).
    state: state as StoredStep["state"],
  }));
}

/** The lease key of a group or interface of a scope. */
export const leaseKeyOf = (scope: { readonly accountId: string; readonly region: string }, owner: string) =>
  `${scope.accountId}/${scope.region}/${owner}`;

/** Every lease that carrying out a change needs: the change itself, and each thing that it changes. */
export const leaseKeys = ({ id, scope, plan, grantGroupIds }: ChangeToApply): readonly string[] => [
  `change/${id}`,
  ...new Set([...plan.steps.map(stepOwner), ...grantGroupIds].map((owner) => leaseKeyOf(scope, owner))),
];
