/** Exceptions to findings: asking for one, the list of all, and ending one before its time. */
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { askForException, askForExceptionInput } from "#lib/usecases/exception/ask-for-exception.ts";
import { endException, endExceptionInput } from "#lib/usecases/exception/end-exception.ts";
import { listExceptions, listExceptionsInput } from "#lib/usecases/exception/list-exceptions.ts";
import { readExceptionForm, readExceptionFormInput } from "#lib/usecases/exception/read-exception-form.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

export async function exceptionFormPage(given: { readonly scope?: string; readonly finding?: string }) {
  const { actor } = await requirePerson();
  const input = readExceptionFormInput.safeParse({ scopeId: given.scope, findingId: given.finding });
  if (!input.success) notFound();
  return valueOrAbsent(await readExceptionForm({ db: webDatabase() }, actor, input.data));
}

/** `at`: a moment of the past; absent for now. */
export async function exceptionsPage(given: { readonly show?: string; readonly page?: string }, at?: Date) {
  const { actor } = await requirePerson();
  const input = listExceptionsInput.safeParse(given);
  if (!input.success) notFound();
  const list = valueOrAbsent(await listExceptions({ db: webDatabase() }, actor, input.data, at));
  return { show: input.data.show, ...list };
}

/** The end of a day that the form names, in UTC. */
const untilDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Say until when, as a date.")
  .transform((day) => new Date(`${day}T23:59:59Z`));

const askForm = askForExceptionInput.extend({ until: untilDay, ownerId: z.uuid(), requestKey: z.uuid() });

export const askExceptionFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    askForm,
    data,
    (actor, input) => askForException(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

export const endExceptionFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    endExceptionInput,
    data,
    (actor, input) => endException(webDeps(), actor, input),
    () => "Ended. The finding stands as it is again.",
  );
