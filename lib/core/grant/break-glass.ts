/**
 * Break-glass: in a declared emergency a cloud admin's grant for somebody else applies at once, for a short time, and
 * somebody who neither declared it nor gained by it looks at it afterwards. Off unless the policy says otherwise.
 */
import { may, type RoleHeld } from "../approval/authority.ts";
import { forbidden, type Refusal } from "../refusal.ts";
import type { Policy } from "./policy.ts";

/** The longest that such a grant lasts. */
export const BREAK_GLASS_SECONDS = 4 * 60 * 60;

/** The policy of a stack while the glass is broken: no grant is longer than that. */
export const inEmergency = (policy: Policy): Policy => ({
  ...policy,
  maxSeconds: Math.min(policy.maxSeconds, BREAK_GLASS_SECONDS),
});

/** Why somebody may not declare an emergency; null when they may. */
export function whyNoEmergency(
  policy: Pick<Policy, "breakGlass">,
  roles: readonly RoleHeld[],
  isForOneself: boolean,
): Refusal | null {
  if (!policy.breakGlass) return forbidden("The policy knows no break-glass: ask for access as usual.");
  if (isForOneself || !may(roles, "ask-grant-for-other"))
    return forbidden("Only a cloud admin declares an emergency, and only for somebody else.");
  return null;
}

/** Why somebody may not close the review of an emergency; null when they may. */
export function whyNotReviewed(
  person: { readonly personId: string; readonly roles: readonly RoleHeld[] },
  emergency: {
    readonly declaredById: string;
    readonly beneficiaryId: string;
    readonly closedAt: Date | null;
  },
): Refusal | null {
  if (emergency.closedAt !== null) return forbidden("Somebody has reviewed this emergency already.");
  if ([emergency.declaredById, emergency.beneficiaryId].includes(person.personId))
    return forbidden("You declared this emergency, or gained by it: somebody else reviews it.");
  if (!may(person.roles, "run-review"))
    return forbidden("Cloud admins and security reviewers review emergencies.");
  return null;
}
