/** What the frame around every screen shows: how much waits, and for whom. */
import { may } from "#lib/core/approval/authority.ts";
import type { Role } from "#lib/core/approval/change-state.ts";
import { mayRunReviews } from "#lib/core/review/may-review.ts";
import { databaseTime } from "../database-time.ts";
import { type EmergencyView, readEmergencies } from "../emergency/read-emergencies.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { reviewsWaiting } from "../review/reviews-waiting.ts";
import { readSafeMode } from "../safe-mode/read-safe-mode.ts";
import { waitingFor } from "./waiting-for.ts";

export interface FrameView {
  readonly roles: readonly Role[];
  /** False for somebody without a role: every screen is then closed to them. */
  readonly mayRead: boolean;
  readonly mayObserve: boolean;
  readonly mayAskForOneself: boolean;
  readonly mayAskForOther: boolean;
  /** Changes that wait for this person's answer. */
  readonly waiting: number;
  readonly mayRunReviews: boolean;
  /** Nothing is changed on EC2 until a cloud admin confirms the database. */
  readonly safeMode: {
    readonly id: string;
    readonly beganAt: string;
    readonly doubts: readonly { readonly sentence: string }[];
  } | null;
  readonly mayConfirmDatabase: boolean;
  /** That last now, and those that wait for this person's review. */
  readonly emergencies: readonly EmergencyView[];
  /** Open reviews that are this person's to run, and questions about their own access. */
  readonly reviews: number;
}

export async function readFrame(deps: Pick<Deps, "db">, actor: PersonActor): Promise<FrameView> {
  const roles = await heldRoles(deps.db, actor.personId);
  const now = await databaseTime(deps.db);
  const safeMode = await readSafeMode(deps.db);
  const person = { personId: actor.personId, roles };
  const mine = await waitingFor(deps.db, person, now);
  return {
    roles: [...new Set(roles.map(({ role }) => role))],
    mayRead: may(roles, "read"),
    safeMode: safeMode && { ...safeMode, beganAt: safeMode.beganAt.toISOString() },
    mayConfirmDatabase: may(roles, "edit-policy"),
    emergencies: may(roles, "read") ? await readEmergencies(deps.db, person) : [],
    mayObserve: may(roles, "observe"),
    mayAskForOneself: may(roles, "ask-grant-for-oneself"),
    mayAskForOther: may(roles, "ask-grant-for-other"),
    mayRunReviews: mayRunReviews({ roles }),
    reviews: await reviewsWaiting(deps.db, actor.personId),
    waiting: mine === null ? 0 : await deps.db.changeRequest.count({ where: mine }),
  };
}
