import { z } from "zod";
import { conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import type { Actor, Deps } from "../ports.ts";
import { authorise } from "./authorise.ts";

export const createTeamInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u),
});

export const createTeam = (
  deps: Pick<Deps, "db">,
  actor: Actor,
  input: z.output<typeof createTeamInput>,
): Promise<Result<{ readonly teamId: string }, Refusal>> =>
  loggedTransaction(deps, actor, "team.created", {}, async (transaction) => {
    const { name } = input;
    const refusal = await authorise(transaction, actor, "edit-people");
    if (refusal) return fail(refusal);
    const { count } = await transaction.team.createMany({ data: [{ name }], skipDuplicates: true });
    if (count === 0) return fail(conflict(`There is a team ${name} already.`));
    const { id } = await transaction.team.findUniqueOrThrow({ where: { name }, select: { id: true } });
    await appendAudit(transaction, { actor, action: "team.created", details: { name, teamId: id } });
    return succeed({ teamId: id });
  });
