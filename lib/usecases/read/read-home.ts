import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { RESUMED } from "../apply/resume-change.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type QuestionLine, type ReviewLine, readReviews } from "../review/read-reviews.ts";
import { type ChangeRow, changeRows } from "./change-rows.ts";
import { UNDONE_IN_VAIN } from "./change-selection.ts";
import { type GrantRow, grantRow, grantSelection } from "./grant-row.ts";
import { listChanges } from "./list-changes.ts";
import { ofPerson } from "./of-person.ts";
import { pageOf } from "./pages-of.ts";
import { type StackRow, stackRows } from "./read-stacks.ts";
import { readableChanges } from "./readable-changes.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";

export interface HomeView {
  /** For this person's answer, newest first. */
  readonly waiting: readonly ChangeRow[];
  /** How many there are, of which `waiting` has the newest. */
  readonly waitingTotal: number;
  /** Asked by or for this person, and not finished, newest first. */
  readonly asked: readonly ChangeRow[];
  /** How many there are, of which `asked` has the newest. */
  readonly askedTotal: number;
  /** This person's grants that are asked for, live or ending; the first to end first. */
  readonly grants: readonly GrantRow[];
  /** Open reviews that are this person's to run, the next due first. */
  readonly reviews: readonly ReviewLine[];
  /** What reviewers ask this person about their own access. */
  readonly questions: readonly QuestionLine[];
  /** Out of line or unknown, worst first. */
  readonly outOfLine: readonly StackRow[];
  readonly stacks: number;
  readonly scopes: readonly ScopeStatus[];
  /** ISO 8601: the oldest of the last looks; null when one scope was never seen. */
  readonly checkedAt: string | null;
  readonly mayObserve: boolean;
  readonly mayAskForOneself: boolean;
}

/** What nobody answered in time is over by the clock; what stopped half-way is not while somebody may let it go on. */
const notOverAt = (now: Date) => ({
  OR: [
    { state: "open", answerBy: { gt: now } },
    { state: { in: ["approved", "applying", "unknown"] } },
    {
      state: "partial",
      kind: { in: [...RESUMED] },
      rolledBackBy: { none: { state: { notIn: UNDONE_IN_VAIN } } },
    },
  ],
});

const checked = (scopes: readonly ScopeStatus[]): string | null => {
  const times = scopes.map((scope) => scope.observedAt);
  return times.some((at) => at === null) ? null : (times.flatMap((at) => at ?? []).sort()[0] ?? null);
};

/** What needs this person. */
export async function readHome(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
): Promise<Result<HomeView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (!may(roles, "read") || readable === null) return fail(ABSENT);
  const waiting = await listChanges(deps, actor, { show: "waiting", stack: "", page: 1 });
  if (!waiting.ok) return waiting;
  const now = await databaseTime(db);
  const person = { personId: actor.personId, roles };
  const asked = { AND: [readable, ofPerson(actor.personId), notOverAt(now)] };
  const { total, skip, take } = pageOf(await db.changeRequest.count({ where: asked }));
  const grants = await db.grant.findMany({
    where: { personId: actor.personId, state: { in: ["asked", "live", "ending"] } },
    orderBy: { endsAt: "asc" },
    select: grantSelection,
  });
  const reviews = await readReviews(deps, actor);
  if (!reviews.ok) return reviews;
  const scopes = await scopeStatuses(db);
  const rows = await stackRows(db, scopes, person);
  return succeed({
    waiting: waiting.value.rows,
    waitingTotal: waiting.value.total,
    asked: await changeRows(db, asked, { skip, take }, person, now),
    askedTotal: total,
    grants: grants.map(grantRow),
    reviews: reviews.value.reviews.filter(({ state, mine }) => state === "open" && mine),
    questions: reviews.value.questions.filter(({ answered }) => !answered),
    outOfLine: rows.filter((row) => row.state !== "in-line").sort((a, b) => b.severity - a.severity),
    stacks: rows.length,
    scopes,
    checkedAt: checked(scopes),
    mayObserve: may(roles, "observe"),
    mayAskForOneself: may(roles, "ask-grant-for-oneself"),
  });
}
