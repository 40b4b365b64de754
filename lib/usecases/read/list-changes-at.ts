/** The queue of change requests as it was at a moment of the past. What waits for somebody's answer is about now. */
import { z } from "zod";
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { placeOf } from "../change/place-of.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { changeAbout } from "./change-about.ts";
import type { ChangeRow } from "./change-rows.ts";
import { startsLater } from "./change-state-of.ts";
import { changeStatesAt } from "./change-states-at.ts";
import { existedAt, underWayAt } from "./changes-at.ts";
import { CHANGE_LISTS, listChangesInput } from "./list-changes.ts";
import { ofPerson } from "./of-person.ts";
import { pageOf } from "./pages-of.ts";
import { readableChanges } from "./readable-changes.ts";

export const listChangesAtInput = listChangesInput.extend({
  show: z.enum(CHANGE_LISTS).exclude(["waiting"]).default("under-way"),
});

export interface PastChangeRow extends Omit<ChangeRow, "state"> {
  /** Null: not known. */
  readonly state: ChangeState | null;
}

interface PastChangeList {
  readonly rows: readonly PastChangeRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

const selection = {
  id: true,
  number: true,
  kind: true,
  title: true,
  createdAt: true,
  answerBy: true,
  startsAt: true,
  stack: { select: { name: true, retiredAt: true } },
  scope: { select: { accountName: true, region: true } },
  requester: { select: { displayName: true } },
  beneficiary: { select: { displayName: true } },
} as const;

/** Of changes chosen by a condition, those of one page: newest first, in their states of then. */
export async function changeRowsAt(
  db: Database,
  where: { readonly AND: object[] },
  { skip, take }: { readonly skip: number; readonly take: number },
  at: Date,
): Promise<readonly PastChangeRow[]> {
  const rows = await db.changeRequest.findMany({
    where,
    orderBy: { number: "desc" },
    skip,
    take,
    select: selection,
  });
  const ids = rows.map(({ id }) => id);
  const states = await changeStatesAt(db, ids, at);
  return rows.map((row) => {
    const { state = null, mayHaveBeenAnother = true } = states.get(row.id) ?? {};
    const isExpired = state === "open" && !mayHaveBeenAnother && row.answerBy <= at;
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: row.title,
      state: isExpired ? "expired" : state,
      stackName: placeOf(row),
      stackInUse: row.stack !== null && row.stack.retiredAt === null,
      // Whoever chose that Sallyport does so did not ask for this one.
      requesterName: row.kind === "put-back" ? null : (row.requester?.displayName ?? null),
      beneficiaryName: row.beneficiary.displayName,
      createdAt: row.createdAt.toISOString(),
      answerBy: row.answerBy.toISOString(),
      startsLater:
        state !== null && !mayHaveBeenAnother && startsLater({ state, startsAt: row.startsAt }, at),
      waitsForMe: false,
      missing: [],
      unreadable: false,
    };
  });
}

/** Requests that this person may read now and that had been asked for by then. */
export async function listChangesAt(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { show, stack, page: asked }: z.output<typeof listChangesAtInput>,
  at: Date,
): Promise<Result<PastChangeList, Refusal>> {
  const { db } = deps;
  const readable = readableChanges(actor.personId, await heldRoles(db, actor.personId));
  if (readable === null) return fail(ABSENT);
  const chosen = {
    "under-way": show === "under-way" ? await underWayAt(db, at) : {},
    mine: ofPerson(actor.personId),
    all: {},
  }[show];
  const ofStack = stack === "" ? {} : changeAbout({ stack: { name: stack } });
  const where = { AND: [readable, existedAt(actor.personId, at), chosen, ofStack] };
  const { skip, take, ...pages } = pageOf(await db.changeRequest.count({ where }), asked);
  return succeed({ ...pages, rows: await changeRowsAt(db, where, { skip, take }, at) });
}
