/** Questions that are watched, for the page that asks, a stack's page, and Home. */
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type WatchedRow, watchedQuestions } from "./watched-questions.ts";

export type WatchedEntry = WatchedRow & { readonly mayDrop: boolean };

/**
 * `home`: what is not as expected, of one's own questions and one's teams' stacks; of all for cloud admins. A question
 * names other people's addresses, and its answer who gets in: an ssh admin, who sees nobody else's sources, is shown
 * their own questions alone.
 */
export async function readWatched(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  of: "all" | "home" | { readonly stackId: string },
): Promise<Result<readonly WatchedEntry[], Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const dropsAll = may(roles, "edit-policy");
  const teamIds = roles.flatMap(({ role, teamId }) =>
    role === "team_lead" && teamId !== null ? [teamId] : [],
  );
  const isHome = of === "home";
  const isForOwn = !may(roles, "read-audit") || (isHome && !dropsAll);
  const rows = await watchedQuestions(deps.db, {
    ...(typeof of === "string" ? {} : of),
    ...(isForOwn ? { ownerId: actor.personId, teamIds } : {}),
  });
  return succeed(
    rows
      .filter(({ state }) => !isHome || state !== "holds")
      .map((row) => ({ ...row, mayDrop: dropsAll || row.ownerId === actor.personId })),
  );
}
