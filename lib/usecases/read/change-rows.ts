/** Changes as a list tells them. */
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { mayAnswer } from "#lib/core/approval/may-answer.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { placeOf } from "../change/place-of.ts";
import type { Database, HeldRole } from "../ports.ts";
import { answerable, answerableSelection } from "./answerable.ts";
import { shownState, startsLater } from "./change-state-of.ts";

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

/** Of changes chosen by a condition, those of one page, the newest first, as this person sees them. */
export async function changeRows(
  db: Database,
  where: { readonly AND: object[] },
  { skip, take }: { readonly skip: number; readonly take: number },
  person: { readonly personId: string; readonly roles: readonly HeldRole[] },
  now: Date,
): Promise<readonly ChangeRow[]> {
  const rows = await db.changeRequest.findMany({
    where,
    orderBy: { number: "desc" },
    skip,
    take,
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
  return rows.map((row) => {
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
  });
}
