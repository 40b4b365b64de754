import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { consistencyRanges } from "#lib/core/audit/tree/proof-ranges.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printConsistencyProof } from "#lib/formats/log/consistency-proof.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { newestCheckpoint } from "./tree/newest-checkpoint.ts";
import { storedTree } from "./tree/stored-tree.ts";

export const consistencyInput = z.strictObject({
  /** How many entries the checkpoint has that somebody kept. */
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

export interface LogProof {
  readonly since: number;
  /** How many entries the newest checkpoint has, to which it leads. */
  readonly size: number;
  /** C2SP tlog-witness, the body of add-checkpoint. */
  readonly proof: string;
}

/** That the log that was signed last begins with what a checkpoint said before. Absent while it has not so many entries. */
export async function proveConsistency(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { since }: z.output<typeof consistencyInput>,
): Promise<Result<LogProof, Refusal>> {
  if (!may(await heldRoles(deps.db, actor.personId), "read-audit")) return fail(ABSENT);
  return await deps.db.$transaction(
    async (transaction) => {
      const checkpoint = await newestCheckpoint(transaction);
      if (checkpoint === null || since > checkpoint.size) return fail(ABSENT);
      const tree = storedTree(transaction);
      const hashes: Uint8Array[] = [];
      for (const range of consistencyRanges(since, checkpoint.size)) hashes.push(await tree.hashOf(range));
      const proof = printConsistencyProof({ old: since, hashes, checkpoint: checkpoint.note });
      return succeed({ since, size: checkpoint.size, proof });
    },
    { isolationLevel: "RepeatableRead" },
  );
}
