/** Asking for SSH access, for its form. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { askForAccess } from "#lib/usecases/access/ask-for-access.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { endFields, readEnd } from "./form-fields.ts";
import { webDeps } from "./web-deps.ts";

const askForm = z
  .strictObject({
    requestKey: z.uuid(),
    /** Absent when somebody asks for themself. */
    beneficiaryId: z.uuid().optional(),
    stackId: z.uuid("Choose a stack."),
    source: z.string().trim().min(1, "Say from which address.").max(100),
    attested: z.literal("yes").optional(),
    emergency: z.literal("yes").optional(),
    ...endFields,
    reason: z.string().trim().min(1, "Say why, in a few words.").max(500),
  })
  .transform(readEnd);

export const askFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    askForm,
    data,
    (actor, form) =>
      askForAccess(webDeps(), actor, {
        stackId: form.stackId,
        source: form.source,
        sourceName: "",
        attested: form.attested === "yes",
        endsAt: form.endsAt,
        reason: form.reason,
        personId: form.beneficiaryId ?? null,
        emergency: form.emergency === "yes",
        requestKey: form.requestKey,
      }),
    ({ number }) => redirect(`/changes/${number}`),
    ({ extendGrantId: id }) =>
      id === undefined ? null : { label: "Go to that grant to extend it", href: `/access#grant-${id}` },
  );
