import { z } from "zod";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { cidrText, lineText } from "#lib/formats/yaml/texts.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { authorise } from "../people/authorise.ts";
import type { Actor, Deps } from "../ports.ts";
import { nameSource } from "./source-row.ts";

export const saveSourceInput = z.strictObject({
  name: lineText,
  cidr: cidrText,
  /** Whose it is; null for nobody's in particular, such as an office. */
  ownerId: z.uuid().nullable(),
});

/** Names a network as somebody's source. Opens nothing by itself. */
export const saveSource = (
  deps: Pick<Deps, "db">,
  actor: Actor,
  input: z.output<typeof saveSourceInput>,
): Promise<Result<{ readonly sourceId: string }, Refusal>> =>
  loggedTransaction(deps, actor, "source.saved", {}, async (transaction) => {
    const { name, cidr, ownerId } = input;
    const refusal = await authorise(transaction, actor, "edit-model");
    if (refusal) return fail(refusal);
    if (ownerId !== null) {
      const owner = await transaction.person.findUnique({ where: { id: ownerId }, select: { id: true } });
      if (owner === null) return fail(ABSENT);
    }
    const was = await nameSource(transaction, name, { kind: "cidr", cidr }, ownerId);
    await appendAudit(transaction, {
      actor,
      action: "source.saved",
      subjects: ownerId === null ? {} : { personId: ownerId },
      details: { name, cidr, sourceId: was.id, ...(was.name === name ? {} : { before: was.name }) },
    });
    return succeed({ sourceId: was.id });
  });
