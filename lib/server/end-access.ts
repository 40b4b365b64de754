/** Extending, handing back and revoking SSH access, for its page. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { extendGrant } from "#lib/usecases/access/extend-grant.ts";
import { handBackGrant, handBackGrantInput } from "#lib/usecases/access/hand-back-grant.ts";
import { revokeAllOfPerson, revokeAllOfPersonInput } from "#lib/usecases/access/revoke-all-of-person.ts";
import { revokeGrant, revokeGrantInput } from "#lib/usecases/access/revoke-grant.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { endFields, readEnd } from "./form-fields.ts";
import { webDeps } from "./web-deps.ts";

const extendForm = z
  .strictObject({
    grantId: z.uuid(),
    requestKey: z.uuid(),
    ...endFields,
    reason: z.string().trim().min(1, "Say why, in a few words.").max(500),
  })
  .transform(readEnd);

export const extendFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    extendForm,
    data,
    (actor, input) => extendGrant(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

/** A change that carries it out, or none where EC2 needs no call. */
const ending = (change: { readonly number: number } | null): string =>
  change === null ? "It is over: nothing on EC2 rested on it alone." : redirect(`/changes/${change.number}`);

export const handBackFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(handBackGrantInput, data, (actor, input) => handBackGrant(webDeps(), actor, input), ending);

export const revokeFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(revokeGrantInput, data, (actor, input) => revokeGrant(webDeps(), actor, input), ending);

export const revokeAllFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    revokeAllOfPersonInput,
    data,
    (actor, input) => revokeAllOfPerson(webDeps(), actor, input),
    () => "Every grant of theirs is being closed now. The list shows when EC2 agrees.",
  );
