/** Home as of a moment of the past. What needs somebody is about now, and so are reviews and watched questions. */
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { existedAt, underWayAt } from "./changes-at.ts";
import type { GrantRow } from "./grant-row.ts";
import { grantsAt } from "./grants-at.ts";
import { changeRowsAt, type PastChangeRow } from "./list-changes-at.ts";
import { ofPerson } from "./of-person.ts";
import { pageOf } from "./pages-of.ts";
import { type StackRow, stackRows } from "./read-stacks.ts";
import { readableChanges } from "./readable-changes.ts";
import { scopeStatuses } from "./scope-status.ts";

export interface PastHomeView {
  /** Asked by or for this person, and not known to have been over; `askedTotal` counts them, these are the newest. */
  readonly asked: readonly PastChangeRow[];
  readonly askedTotal: number;
  /** This person's grants that were asked for or open. When they end is what is known of it now. */
  readonly grants: readonly GrantRow[];
  /** Out of line or unknown, worst first. */
  readonly outOfLine: readonly StackRow[];
  /** How many were in use then. */
  readonly stacks: number;
}

export async function readHomeAt(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  at: Date,
): Promise<Result<PastHomeView, Refusal>> {
  const { db } = deps;
  const { personId } = actor;
  const roles = await heldRoles(db, personId);
  const readable = readableChanges(personId, roles);
  if (!may(roles, "read") || readable === null) return fail(ABSENT);
  const asked = {
    AND: [readable, existedAt(personId, at), ofPerson(personId), await underWayAt(db, at)],
  };
  const { total, skip, take } = pageOf(await db.changeRequest.count({ where: asked }));
  const rows = await stackRows(db, await scopeStatuses(db, at), { personId, roles }, at);
  return succeed({
    asked: await changeRowsAt(db, asked, { skip, take }, at),
    askedTotal: total,
    grants: await grantsAt(db, { personId }, at),
    outOfLine: rows.filter(({ state }) => state !== "in-line").sort((a, b) => b.severity - a.severity),
    stacks: rows.length,
  });
}
