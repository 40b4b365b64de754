/** Roles, teams and who is let in, for the page of people. */
import { z } from "zod";
import { createTeam, createTeamInput } from "#lib/usecases/people/create-team.ts";
import { disablePerson, enablePerson, personInput } from "#lib/usecases/people/disable-person.ts";
import { endRole, endRoleInput } from "#lib/usecases/people/end-role.ts";
import { endSessions } from "#lib/usecases/people/end-sessions.ts";
import { giveRole, giveRoleInput } from "#lib/usecases/people/give-role.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { webDeps } from "./web-deps.ts";

const roleForm = giveRoleInput.extend({
  teamId: z.union([z.literal("").transform(() => null), z.uuid()]).default(null),
});

const grantsWords = ({ grantsEnding }: { readonly grantsEnding: number }): string =>
  grantsEnding === 0
    ? "No SSH grant rested on it."
    : `${grantsEnding} SSH ${grantsEnding === 1 ? "grant is" : "grants are"} being closed.`;

export const giveRoleFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    roleForm,
    data,
    (actor, input) => giveRole(webDeps(), actor, input),
    () => "The role holds from now on.",
  );

export const endRoleFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    endRoleInput,
    data,
    (actor, input) => endRole(webDeps(), actor, input),
    (ended) => `The role has ended. ${grantsWords(ended)}`,
  );

const sessionsWords = (ended: number): string =>
  ended === 0
    ? "There was no session to end."
    : `${ended} ${ended === 1 ? "session has" : "sessions have"} ended.`;

export const endSessionsFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    personInput,
    data,
    (actor, input) => endSessions(webDeps(), actor, input),
    ({ ended }) => `${sessionsWords(ended)} Roles, approvals and SSH grants are as they were.`,
  );

export const disableFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    personInput,
    data,
    (actor, input) => disablePerson(webDeps(), actor, input),
    (ended) => `Shut out: every session has ended. ${grantsWords(ended)}`,
  );

export const enableFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    personInput,
    data,
    (actor, input) => enablePerson(webDeps(), actor, input),
    () => "May sign in again, with the roles that were not ended meanwhile.",
  );

export const createTeamFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    createTeamInput,
    data,
    (actor, input) => createTeam(webDeps(), actor, input),
    () => "The team is there. Stacks name it, and a team lead can be given to it.",
  );
