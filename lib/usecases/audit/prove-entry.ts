import type { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printTlogProof } from "#lib/formats/log/tlog-proof.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import type { auditEntryInput } from "./read-audit-entry.ts";
import { newestCheckpoint } from "./tree/newest-checkpoint.ts";
import { proveInclusion } from "./tree/prove-inclusion.ts";
import { storedTree } from "./tree/stored-tree.ts";

export interface EntryProof {
  readonly index: number;
  /** C2SP tlog-proof; what goes with it (`extra`) is the entry, byte by byte. */
  readonly proof: string;
}

/** That an entry is in the log that was signed. Absent while no checkpoint covers it. */
export async function proveEntry(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { id }: z.output<typeof auditEntryInput>,
): Promise<Result<EntryProof, Refusal>> {
  if (!may(await heldRoles(deps.db, actor.personId), "read-audit")) return fail(ABSENT);
  return await deps.db.$transaction(
    async (transaction) => {
      const entry = await transaction.auditEntry.findUnique({ where: { id }, include: { index: true } });
      const checkpoint = await newestCheckpoint(transaction);
      if (entry === null || entry.index === null || checkpoint === null) return fail(ABSENT);
      const index = Number(entry.index.index);
      if (index >= checkpoint.size) return fail(ABSENT);
      const path = await proveInclusion(storedTree(transaction), index, checkpoint.size);
      const proof = printTlogProof({ extra: entry.canonical, index, path, checkpoint: checkpoint.note });
      return succeed({ index, proof });
    },
    { isolationLevel: "RepeatableRead" },
  );
}
