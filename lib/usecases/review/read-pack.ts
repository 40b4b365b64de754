import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";

export const readPackInput = z.strictObject({
  number: z.coerce.number().int().min(1).max(2_147_483_647),
  part: z.enum(["zip", "json", "pdf", "note"]).default("zip"),
});

export interface StoredPack {
  readonly number: number;
  readonly json: Uint8Array;
  readonly pdf: Uint8Array;
  readonly note: string;
}

/** The newest edition, for whoever may read the log. */
export async function readPack(
  { db }: Pick<Deps, "db">,
  actor: PersonActor,
  { number }: Pick<z.output<typeof readPackInput>, "number">,
): Promise<Result<StoredPack, Refusal>> {
  if (!may(await heldRoles(db, actor.personId), "read-audit")) return fail(ABSENT);
  const pack = await db.evidencePack.findFirst({
    where: { review: { number } },
    orderBy: { edition: "desc" },
    select: { json: true, pdf: true, note: true },
  });
  return pack === null ? fail(ABSENT) : succeed({ number, ...pack });
}
