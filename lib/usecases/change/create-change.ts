import type { AskedRules } from "#lib/core/approval/asked-rules.ts";
import type { Requirement } from "#lib/core/approval/change-state.ts";
import type { ChangeKind } from "#lib/core/approval/plan-fits.ts";
import type { Effect, Plan } from "#lib/core/plan/plan.ts";
import type { PlanDiffLine } from "#lib/core/plan/plan-diff.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { AskedWatch } from "#lib/formats/drift/asked-watch.ts";
import type { AskedPolicy, AskedStackPolicy } from "#lib/formats/policy/asked-policy.ts";
import { callForAnswers } from "../approval/call-for-answers.ts";
import { tellMove } from "../approval/move-change.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { contentHash } from "../observation/known-item.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { pinOf } from "./pin-of.ts";

export type AskedKind = Exclude<ChangeKind, "expire" | "put-back"> | "exception" | "policy" | "watch";

export interface NewChange {
  readonly kind: AskedKind;
  /** Null for what is about no stack: then `scopeId` says where. */
  readonly stackId: string | null;
  readonly scopeId?: string;
  readonly beneficiaryId: string;
  readonly title: string;
  readonly reason: string;
  readonly plan: Plan;
  /** What people approve, where that is not the plan: SHA-256, hex. */
  readonly pin?: string;
  readonly effect: Effect;
  readonly requirement: Requirement;
  readonly answerBy: Date;
  /** `keyOfForm`: the same form sent twice finds the first request. */
  readonly requestKey: string | null;
  /** What it was planned from, where it can be planned anew. */
  readonly request?: AskedRules | AskedPolicy | AskedStackPolicy | AskedWatch;
  /** What it would change, line by line, where the plan does not say it. */
  readonly diff?: readonly PlanDiffLine[];
  readonly rollsBackId?: string;
  /** Not begun before. */
  readonly startsAt?: Date | null;
  /** Kept for its author alone, until it is put up for approval. */
  readonly draft?: boolean;
  readonly extend?: { readonly grantId: string; readonly until: Date };
}

export interface CreatedChange {
  readonly id: string;
  readonly number: number;
  readonly state: string;
}

const FINDS = { id: true, number: true, state: true } as const;

/**
 * The request that this form made already, if it was sent before; whoever sends it at the same time waits. A refusal
 * when the key was used for something else: `form` is all that was filled in, and all of it counts.
 */
export async function sentBefore(
  transaction: Transaction,
  actor: PersonActor,
  requestKey: string | null,
  form: object,
): Promise<Result<CreatedChange | null, Refusal>> {
  if (requestKey === null) return succeed(null);
  await transaction.$queryRaw`
    SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`${actor.personId} ${requestKey}`}, 0))) held`;
  const [known] = await transaction.$queryRaw<(CreatedChange & { readonly key: string })[]>`
    SELECT id::text, number, state, request_key AS key FROM change_request
     WHERE requester_id = ${actor.personId}::uuid AND split_part(request_key, ' ', 1) = ${requestKey}`;
  if (known === undefined) return succeed(null);
  const { id, number, state, key } = known;
  if (key === keyOfForm(requestKey, form)) return succeed({ id, number, state });
  return fail(conflict(`This form was sent before, as change #${number}. Open a new form to ask for more.`));
}

/** What is kept of a form that was sent: its key, and a hash of everything filled in. */
export const keyOfForm = (requestKey: string | null, form: object): string | null =>
  requestKey === null ? null : `${requestKey} ${contentHash(JSON.stringify(form))}`;

/**
 * Writes a change request with its log entry. It waits for answers, and whoever may give them is told; or, when it
 * needs none, it is approved and handed to the worker, in the same transaction.
 */
export async function createChange(
  transaction: Transaction,
  deps: Pick<Deps, "queue">,
  actor: PersonActor,
  change: NewChange,
): Promise<CreatedChange> {
  const now = await databaseTime(transaction);
  const isApproved = change.requirement.parts.length === 0;
  const state = change.draft === true ? "draft" : isApproved ? "approved" : "open";
  const pin = change.pin ?? pinOf(change.plan);
  const created = await transaction.changeRequest.create({
    data: {
      kind: change.kind,
      stackId: change.stackId,
      scopeId: change.scopeId ?? null,
      requesterId: actor.personId,
      beneficiaryId: change.beneficiaryId,
      title: change.title,
      reason: change.reason,
      state,
      plan: asStoredJson(change.plan),
      pin,
      effect: asStoredJson(change.effect),
      requirement: asStoredJson(change.requirement),
      answerBy: change.answerBy,
      approvedAt: isApproved ? now : null,
      requestKey: change.requestKey,
      ...(change.request === undefined ? {} : { request: asStoredJson(change.request) }),
      rollsBackId: change.rollsBackId ?? null,
      startsAt: change.startsAt ?? null,
      extendsGrantId: change.extend?.grantId ?? null,
      extendsUntil: change.extend?.until ?? null,
    },
    select: FINDS,
  });
  await tellMove(
    transaction,
    {
      changeId: created.id,
      version: 1,
      from: null,
      to: state,
      diff: (change.diff ?? []).map((line) => ({ ...line })),
    },
    { actor, why: change.reason },
  );
  const subjects = {
    ...(change.stackId === null ? {} : { stackId: change.stackId }),
    changeId: created.id,
    personId: change.beneficiaryId,
  };
  await appendAudit(transaction, {
    actor,
    action: state === "draft" ? "change.drafted" : "change.asked",
    subjects,
    details: {
      number: created.number,
      kind: change.kind,
      title: change.title,
      reason: change.reason,
      pin,
      effect: [...change.effect.sentences],
      warnings: [...change.effect.warnings],
      needs: change.requirement.parts.map((part) => part.label),
    },
  });
  if (isApproved) {
    const why =
      change.kind === "revoke"
        ? "Narrowing needs no approval."
        : "One cloud admin opened it alone, as the policy lets them.";
    await appendAudit(transaction, {
      actor,
      action: "change.approved",
      subjects,
      details: { number: created.number, pin, approvers: [], why },
    });
    await deps.queue.enqueue(transaction, { name: "apply-change", changeId: created.id });
  } else if (state === "open") await callForAnswers(transaction, created.id);
  return created;
}
