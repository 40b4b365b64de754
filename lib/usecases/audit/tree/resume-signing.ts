import type { TreeHead } from "#lib/core/audit/tree/verify-proof.ts";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { hexOf } from "#lib/formats/log/hex.ts";
import { notify } from "../../notices/notify.ts";
import { holdersOf } from "../../people/held-roles.ts";
import type { Database, SystemActor } from "../../ports.ts";
import { appendAudit } from "../append-audit.ts";
import { placesGiven } from "./kept-hashes.ts";
import { contradiction } from "./make-checkpoint.ts";
import { storedTree } from "./stored-tree.ts";

export interface ResumeSigning {
  /** What was signed last and kept outside, and says that this is not the log. */
  readonly held: TreeHead;
  /** Where the checkpoints of until now are kept from now on. */
  readonly keptAs: string;
  readonly because: string;
}

/**
 * Writes in the log that it goes on from an older state: after a restore from a backup what was signed last is not its
 * end. Whoever holds an earlier checkpoint will see the fork, and finds here who is answerable for it. Refused where
 * nothing stops the signing: this is no way to get rid of checkpoints.
 */
export const resumeSigning = (
  db: Database,
  operator: SystemActor,
  { held, keptAs, because }: ResumeSigning,
): Promise<Result<{ readonly size: number; readonly sentence: string }, Refusal>> =>
  db.$transaction(async (transaction) => {
    const size = await placesGiven(transaction);
    const sentence = await contradiction(storedTree(transaction), size, held);
    if (sentence === null) {
      return fail(conflict("The checkpoint kept outside fits the log: nothing stops the signing."));
    }
    const details = { size, held: held.size, heldRoot: hexOf(held.root), keptAs, sentence, because };
    const entryId = await appendAudit(transaction, { actor: operator, action: "log.resumed", details });
    const readers = [
      ...(await holdersOf(transaction, "cloud_admin")),
      ...(await holdersOf(transaction, "security_reviewer")),
    ];
    await notify(transaction, readers, {
      kind: "log-resumed",
      about: `log-resumed:${entryId}`,
      subject: "The log goes on from an older state",
      body: `${sentence} An operator has said that it goes on from there: ${because}\n\nThe checkpoints of until now are kept in ${keptAs}. What they cover beyond ${size} entries is not in this log.`,
      link: `/audit/${entryId}`,
    });
    return succeed({ size, sentence });
  });
