import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles, holdingAt } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { askedExceptions } from "./asked-exceptions.ts";
import { type Acceptance, exceptionsInForce } from "./exceptions-in-force.ts";
import { findFinding } from "./find-finding.ts";

export const readExceptionFormInput = z.strictObject({
  scopeId: z.uuid(),
  findingId: z.string().min(1).max(2_000),
});

export interface ExceptionForm {
  readonly finding: CatalogueFinding;
  readonly title: string;
  readonly placeName: string;
  readonly accepted: Acceptance | null;
  readonly askedIn: number | null;
  readonly mayAsk: boolean;
  /** Who may answer for it: people who hold a role, by name. */
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

/** What somebody sees who wants a finding to be accepted. */
export async function readExceptionForm(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { scopeId, findingId }: z.output<typeof readExceptionFormInput>,
): Promise<Result<ExceptionForm, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const found = await findFinding(db, scopeId, findingId);
  if (found === null) return fail(ABSENT);
  const { finding, title, placeName, stackId, teamId } = found;
  const now = await databaseTime(db);
  const [acceptanceOf, askedFor, people] = await Promise.all([
    exceptionsInForce(db, { scopeId }),
    askedExceptions(db),
    db.person.findMany({
      where: holdingAt(now),
      orderBy: { displayName: "asc" },
      select: { id: true, displayName: true },
    }),
  ]);
  return succeed({
    finding,
    title,
    placeName,
    accepted: acceptanceOf(scopeId, { finding, stackId }),
    askedIn: askedFor.get(`${scopeId} ${findingId}`) ?? null,
    mayAsk: finding.extent !== null && may(roles, "ask-exception", teamId),
    owners: people.map(({ id, displayName }) => ({ id, name: displayName })),
  });
}
