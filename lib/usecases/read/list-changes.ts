import { z } from "zod";
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { mayAnswer } from "#lib/core/approval/may-answer.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { placeOf } from "../change/place-of.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { answerable, answerableSelection } from "./answerable.ts";
import { changeAbout } from "./change-about.ts";
import { shownState, startsLater } from "./change-state-of.ts";
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

export interface ChangeRow {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly title: string;
  readonly state: ChangeState;
  /** The stack's name, or the account's and Region's. */
  readonly stackName: string;
  /** A stack that is only planned, or retired, has no page. */
  readonly stackInUse: boolean;
  /** Null when Sallyport itself asked: a grant's end. */
  readonly requesterName: string | null;
  readonly beneficiaryName: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly answerBy: string;
  /** Approved, and not begun before a time that is still to come. */
  readonly startsLater: boolean;
  readonly waitsForMe: boolean;
  /** Who must still answer, in words; empty unless open. */
  readonly missing: readonly string[];
  /** What is stored of it is damaged: nobody can answer it. */
  readonly unreadable: boolean;
}

export interface ChangeList {
  readonly rows: readonly ChangeRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** How many wait for this person's answer, whatever is listed. */
  readonly waiting: number;
}

const PAGE_SIZE = 50;
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
    mine: { ...ofStack, OR: [{ requesterId: actor.personId }, { beneficiaryId: actor.personId }] },
    all: ofStack,
  }[input.show];
  const where = { AND: [asked, readable] };
  const total = await deps.db.changeRequest.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(input.page, pages);
  const rows = await deps.db.changeRequest.findMany({
    where,
    orderBy: { number: "desc" },
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
    select: {
      ...answerableSelection,
      id: true,
      number: true,
      kind: true,
      title: true,
      createdAt: true,
      startsAt: true,
      requester: { select: { displayName: true } },
      beneficiary: { select: { displayName: true } },
    },
  });
  return succeed({
    total,
    page,
    pages,
    waiting: await deps.db.changeRequest.count({ where: mine }),
    rows: rows.map((row) => {
      const facts = answerable(row);
      const approvals = facts?.answers.filter(({ decision }) => decision === "approve") ?? [];
      return {
        id: row.id,
        number: row.number,
        kind: row.kind,
        title: row.title,
        state: shownState(row, now),
        stackName: placeOf(row),
        stackInUse: row.stack !== null && row.stack.retiredAt === null,
        // Whoever chose that Sallyport does so did not ask for this one.
        requesterName: row.kind === "put-back" ? null : (row.requester?.displayName ?? null),
        beneficiaryName: row.beneficiary.displayName,
        createdAt: row.createdAt.toISOString(),
        answerBy: row.answerBy.toISOString(),
        startsLater: startsLater(row, now),
        waitsForMe: facts !== null && mayAnswer(person, facts, row.pin, now).ok,
        missing:
          shownState(row, now) === "open" && facts !== null
            ? missingParts(facts.requirement, approvals).map((part) => part.label)
            : [],
        unreadable: facts === null,
      };
    }),
  });
}
