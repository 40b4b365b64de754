/** The safe mode: confirming the database. */
import { confirmSafeMode, confirmSafeModeInput } from "#lib/usecases/safe-mode/confirm-safe-mode.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { webDeps } from "./web-deps.ts";

export const confirmDatabaseForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    confirmSafeModeInput,
    data,
    (actor, input) => confirmSafeMode(webDeps(), actor, input),
    () => "Confirmed. The worker goes on within seconds.",
  );
