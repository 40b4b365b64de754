import { redirect } from "next/navigation";
import { z } from "zod";
import { chooseWatch, chooseWatchInput } from "#lib/usecases/drift/choose-watch.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { webDeps } from "./web-deps.ts";

const watchForm = chooseWatchInput.extend({ requestKey: z.uuid() });

/** What is done about rules of a stack that change outside: chosen at once, or asked for. */
export const watchFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    watchForm,
    data,
    (actor, input) => chooseWatch(webDeps(), actor, input),
    ({ change }) => (change === null ? "It holds from now on." : redirect(`/changes/${change}`)),
  );
