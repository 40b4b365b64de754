import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type QuestionLine, type ReviewLine, readReviews } from "../review/read-reviews.ts";
import { type GrantRow, grantRow, grantSelection } from "./grant-row.ts";
import { type ChangeRow, listChanges } from "./list-changes.ts";
import { type StackRow, stackRows } from "./read-stacks.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";

export interface HomeView {
  /** For this person's answer, newest first. */
  readonly waiting: readonly ChangeRow[];
  /** How many there are, of which `waiting` has the newest. */
  readonly waitingTotal: number;
  /** Asked by or for this person, and not finished. */
  readonly asked: readonly ChangeRow[];
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
  if (!may(roles, "read")) return fail(ABSENT);
  const waiting = await listChanges(deps, actor, { show: "waiting", stack: "", page: 1 });
  const asked = await listChanges(deps, actor, { show: "mine", stack: "", page: 1 });
  if (!waiting.ok) return waiting;
  if (!asked.ok) return asked;
  const grants = await db.grant.findMany({
    where: { personId: actor.personId, state: { in: ["asked", "live", "ending"] } },
    orderBy: { endsAt: "asc" },
    select: grantSelection,
  });
  const reviews = await readReviews(deps, actor);
  if (!reviews.ok) return reviews;
  const scopes = await scopeStatuses(db);
  const rows = await stackRows(db, scopes);
  return succeed({
    waiting: waiting.value.rows,
    waitingTotal: waiting.value.total,
    asked: asked.value.rows.filter(({ state }) =>
      ["open", "approved", "applying", "unknown"].includes(state),
    ),
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
