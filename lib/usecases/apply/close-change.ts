import type { ChangeOutcome } from "#lib/core/plan/change-outcome.ts";
import { dismissAnswers } from "../approval/dismiss-answers.ts";
import { refuseAskedGrants } from "../approval/refuse-asked-grants.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { endAsTheyOpen } from "../expiry/end-as-it-opens.ts";
import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import type { ChangeToApply } from "./change-to-apply.ts";
import { groundsOf } from "./grounds-of.ts";
import { moveApplied } from "./move-applied.ts";
import { keepInUse, whatWasMade } from "./move-stack.ts";
import { stepOutcomes, storedOutcome } from "./outcome-of.ts";

export interface Ending {
  readonly kind: "stale" | "failed" | "partial" | "unknown";
  readonly sentence: string;
  readonly changes: readonly string[];
  readonly settlesAt?: Date;
}

const WORDS: Readonly<Record<Ending["kind"], string>> = {
  stale: "was refused because EC2 changed",
  failed: "failed",
  partial: "was carried out in part",
  unknown: "has an outcome that nobody can tell yet",
};

/**
 * Ends a change otherwise than by success: state, table of steps, log entry, grants that will not open, and messages,
 * all in this transaction.
 */
export async function closeChange(
  transaction: Transaction,
  deps: Pick<ApplyDeps, "actor">,
  change: ChangeToApply,
  ending: Ending,
): Promise<void> {
  const left = await whatWasMade(transaction, change);
  const sentence = left === null ? ending.sentence : `${ending.sentence} ${left}`;
  const outcome: ChangeOutcome = {
    kind: ending.kind,
    sentence,
    changes: ending.changes,
    steps: await stepOutcomes(transaction, change.id),
    settlesAt: ending.settlesAt?.toISOString() ?? null,
  };
  if (ending.kind !== "unknown") await keepInUse(transaction, change);
  const version = await moveApplied(
    transaction,
    change.id,
    ending.kind,
    { actor: deps.actor, why: sentence },
    storedOutcome(outcome),
  );
  if (version === null) return;
  // What was approved is no more: whoever asked may have it planned anew, and then everybody answers anew.
  if (ending.kind === "stale") await dismissAnswers(transaction, change.id);
  await appendAudit(transaction, {
    actor: deps.actor,
    action: `change.${ending.kind}`,
    subjects: { stackId: change.stackId, changeId: change.id, personId: change.beneficiaryId },
    details: {
      number: change.number,
      title: change.title,
      sentence,
      changes: [...ending.changes],
      steps: outcome.steps.map((step) => ({ ...step })),
      ...(await groundsOf(transaction, change.id)),
    },
  });
  // Of an unknown or a partial end it cannot be said that nothing was opened. After a partial one nobody comes back to
  // it, so what may be open is closed.
  if (ending.kind === "partial") {
    await endAsTheyOpen(transaction, deps, { changeId: change.id }, ending.sentence);
  }
  if (ending.kind === "stale" || ending.kind === "failed") {
    await refuseAskedGrants(transaction, deps.actor, change.id, ending.sentence);
  }
  const people = new Set(await holdersOf(transaction, "cloud_admin"));
  for (const personId of [change.requesterId, change.beneficiaryId]) {
    if (personId !== null) people.add(personId);
  }
  const changes = ending.changes.map((sentence) => `- ${sentence}`).join("\n");
  await notify(transaction, people, {
    kind: "change-failed",
    // It may end so more than once: planned anew, or let go on.
    about: `change:${change.id}:${version}`,
    subject: `Change #${change.number} on ${change.stackName} ${WORDS[ending.kind]}`,
    body: [change.title, sentence, changes].filter((text) => text !== "").join("\n\n"),
  });
}
