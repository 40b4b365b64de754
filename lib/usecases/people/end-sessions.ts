import type { z } from "zod";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { authorise } from "./authorise.ts";
import type { personInput } from "./disable-person.ts";

/** Signs somebody out everywhere: a cloud admin anybody, everybody themself. */
export const endSessions = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof personInput>,
): Promise<Result<{ readonly ended: number }, Refusal>> =>
  loggedTransaction(deps, actor, "sessions.ended", input, async (transaction) => {
    const { personId } = input;
    const refusal = personId === actor.personId ? null : await authorise(transaction, actor, "edit-people");
    if (refusal) return fail(refusal);
    const person = await transaction.person.findUnique({ where: { id: personId } });
    if (person === null) return fail(ABSENT);
    const { count } = await transaction.session.deleteMany({ where: { personId } });
    await appendAudit(transaction, {
      actor,
      action: "sessions.ended",
      subjects: { personId },
      details: { name: person.displayName, ended: count },
    });
    return succeed({ ended: count });
  });
