import { z } from "zod";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { changeAbout } from "./change-about.ts";
import { type ChangeRow, changeRows } from "./change-rows.ts";
import { ofPerson } from "./of-person.ts";
import { pageOf } from "./pages-of.ts";
import { readableChanges } from "./readable-changes.ts";
import { waitingFor } from "./waiting-for.ts";

export const CHANGE_LISTS = ["waiting", "under-way", "mine", "all"] as const;

export const listChangesInput = z.strictObject({
  /** `waiting`: for my answer; `under-way`: not finished; `mine`: asked by me or for me. */
  show: z.enum(CHANGE_LISTS).default("under-way"),
  stack: plainText(255).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ListChangesInput = z.output<typeof listChangesInput>;

export interface ChangeList {
  readonly rows: readonly ChangeRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** How many wait for this person's answer, whatever is listed. */
  readonly waiting: number;
}

const UNDER_WAY = ["draft", "open", "approved", "applying", "unknown", "partial"];

/** The queue of change requests, newest first; those waiting for an answer by this person are counted apart. */
export async function listChanges(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: ListChangesInput,
): Promise<Result<ChangeList, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  const now = await databaseTime(deps.db);
  const person = { personId: actor.personId, roles };
  const ofStack = input.stack === "" ? {} : { AND: [changeAbout({ stack: { name: input.stack } })] };

  const mine = (await waitingFor(deps.db, person, now)) ?? { id: { in: [] } };

  const asked = {
    waiting: { AND: [mine, ofStack] },
    "under-way": { ...ofStack, state: { in: UNDER_WAY } },
    mine: { ...ofStack, ...ofPerson(actor.personId) },
    all: ofStack,
  }[input.show];
  const where = { AND: [asked, readable] };
  const { skip, take, ...pages } = pageOf(await deps.db.changeRequest.count({ where }), input.page);
  return succeed({
    ...pages,
    waiting: await deps.db.changeRequest.count({ where: mine }),
    rows: await changeRows(deps.db, where, { skip, take }, person, now),
  });
}
