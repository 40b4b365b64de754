import { requirementFor } from "#lib/core/approval/requirement.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { type LockedChange, lockChange, subjectsOf } from "../approval/locked-change.ts";
import { moveChange } from "../approval/move-change.ts";
import { recheckApprovals } from "../approval/recheck-approvals.ts";
import { tellDecision } from "../approval/tell-decision.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { readPolicy } from "../model/read-policy.ts";
import type { Deps, SystemActor, Transaction } from "../ports.ts";
import { type ApprovedPolicy, approvedPolicy } from "./approved-policy.ts";

/** The worker trusts no row that the web could have written by itself: null when what was approved would begin. */
async function whyNot(
  transaction: Transaction,
  { facts }: LockedChange,
  asked: ApprovedPolicy,
): Promise<string | null> {
  if (asked.pin !== facts.pin) return "The policy is not the one that was put up for approval.";
  if (asked.replaces !== asked.present)
    return "The policy is another by now than the one that this was to replace.";
  const { policy } = await readPolicy(transaction);
  const approvals = facts.answers.filter(({ decision, pin }) => decision === "approve" && pin === facts.pin);
  const missing = missingParts(requirementFor({ kind: "policy" }, policy.answers), approvals);
  return missing.length === 0 ? null : "The policy asks for more than was approved.";
}

/** Puts an approved policy into force, or says why it cannot be. False when there is nothing to do (any more). */
export const beginPolicy = (
  deps: Pick<Deps, "db"> & { readonly actor: SystemActor },
  changeId: string,
): Promise<boolean> =>
  deps.db.$transaction(async (transaction) => {
    const before = await lockChange(transaction, changeId);
    if (before === null || before.kind !== "policy" || before.facts.state !== "approved") return false;
    if (!(await recheckApprovals(transaction, deps.actor, changeId))) return false;
    const change = await lockChange(transaction, changeId);
    if (change === null) throw new Error("An approved request for a policy is gone.");
    const asked = await approvedPolicy(transaction, change);
    const why = asked === null ? "It cannot be read." : await whyNot(transaction, change, asked);
    const { id, version, facts, number, title } = change;
    const { actor } = deps;
    if (why !== null || asked === null) {
      const sentence = why ?? "It cannot be read.";
      await moveChange(
        transaction,
        { id, version, state: facts.state },
        "failed",
        { actor, why: sentence },
        { sentence },
      );
      await appendAudit(transaction, {
        actor,
        action: "change.failed",
        subjects: subjectsOf(change),
        details: { number, title, sentence },
      });
      await tellDecision(transaction, change, "failed", sentence);
      return true;
    }
    const cause = { actor, why: "It holds from now on." };
    await moveChange(transaction, { id, version, state: facts.state }, "applying", { actor, why: "" });
    await asked.write();
    await moveChange(transaction, { id, version: version + 1, state: "applying" }, "applied", cause);
    await appendAudit(transaction, {
      actor,
      action: "change.applied",
      subjects: subjectsOf(change),
      details: { number, title, pin: facts.pin },
    });
    await appendAudit(transaction, {
      actor,
      action: "policy.saved",
      subjects: subjectsOf(change),
      details: {
        version: asked.replaces + 1,
        yamlBefore: asked.yamlBefore,
        yaml: asked.yaml,
        change: number,
      },
    });
    await tellDecision(transaction, change, "holds now", "Requests are judged by it from now on.");
    return true;
  });
