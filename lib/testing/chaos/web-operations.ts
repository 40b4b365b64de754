/** What people do, as the web does it for them: the very use-cases behind its pages, each by its name. */
import { askForAccess, askForAccessInput } from "#lib/usecases/access/ask-for-access.ts";
import { extendGrant, extendGrantInput } from "#lib/usecases/access/extend-grant.ts";
import { handBackGrant, handBackGrantInput } from "#lib/usecases/access/hand-back-grant.ts";
import { revokeGrant, revokeGrantInput } from "#lib/usecases/access/revoke-grant.ts";
import { answerInput } from "#lib/usecases/approval/answer-change.ts";
import { approveChange } from "#lib/usecases/approval/approve-change.ts";
import { rejectChange } from "#lib/usecases/approval/reject-change.ts";
import { withdrawChange, withdrawInput } from "#lib/usecases/approval/withdraw-change.ts";
import { proposeMatch, proposeMatchInput } from "#lib/usecases/match/propose-match.ts";
import { rollBackChange, rollBackInput } from "#lib/usecases/match/roll-back-change.ts";
import { askForLook, askForLookInput } from "#lib/usecases/observation/ask-for-look.ts";
import { endRole, endRoleInput } from "#lib/usecases/people/end-role.ts";
import { giveRole, giveRoleInput } from "#lib/usecases/people/give-role.ts";
import type { Deps, PersonActor } from "#lib/usecases/ports.ts";

/** What was answered: `refusal` is a sentence for the person, and no failure. */
export type WebAnswer = { readonly refusal: string | null };

type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: { readonly sentence: string } };

const answered = (outcome: Outcome): WebAnswer => ({ refusal: outcome.ok ? null : outcome.problem.sentence });

const OPERATIONS = {
  ask: async (deps, actor, form) => answered(await askForAccess(deps, actor, askForAccessInput.parse(form))),
  approve: async (deps, actor, form) => answered(await approveChange(deps, actor, answerInput.parse(form))),
  reject: async (deps, actor, form) => answered(await rejectChange(deps, actor, answerInput.parse(form))),
  withdraw: async (deps, actor, form) =>
    answered(await withdrawChange(deps, actor, withdrawInput.parse(form))),
  match: async (deps, actor, form) =>
    answered(await proposeMatch(deps, actor, proposeMatchInput.parse(form))),
  "roll-back": async (deps, actor, form) =>
    answered(await rollBackChange(deps, actor, rollBackInput.parse(form))),
  extend: async (deps, actor, form) => answered(await extendGrant(deps, actor, extendGrantInput.parse(form))),
  "hand-back": async (deps, actor, form) =>
    answered(await handBackGrant(deps, actor, handBackGrantInput.parse(form))),
  revoke: async (deps, actor, form) => answered(await revokeGrant(deps, actor, revokeGrantInput.parse(form))),
  look: async (deps, actor, form) => answered(await askForLook(deps, actor, askForLookInput.parse(form))),
  "give-role": async (deps, actor, form) => answered(await giveRole(deps, actor, giveRoleInput.parse(form))),
  "end-role": async (deps, actor, form) => answered(await endRole(deps, actor, endRoleInput.parse(form))),
} satisfies Record<string, (deps: Deps, actor: PersonActor, form: object) => Promise<WebAnswer>>;

export type WebOperation = keyof typeof OPERATIONS;

export const operateOnWeb = (
  name: WebOperation,
  deps: Deps,
  actor: PersonActor,
  form: object,
): Promise<WebAnswer> => OPERATIONS[name](deps, actor, form);
