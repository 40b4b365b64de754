/** Answering and withdrawing a change request, for its page. */
import { answerInput } from "#lib/usecases/approval/answer-change.ts";
import { approveChange } from "#lib/usecases/approval/approve-change.ts";
import { rejectChange } from "#lib/usecases/approval/reject-change.ts";
import { withdrawChange, withdrawInput } from "#lib/usecases/approval/withdraw-change.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { webDeps } from "./web-deps.ts";

export const approveFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    answerInput,
    data,
    (actor, input) => approveChange(webDeps(), actor, input),
    ({ state, waitingFor }) =>
      state === "approved"
        ? "Approved. It is being applied now."
        : `Your approval counts. Still needed: ${waitingFor.join("; ")}.`,
  );

export const rejectFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    answerInput,
    data,
    (actor, input) => rejectChange(webDeps(), actor, input),
    () => "Rejected. Nothing was changed on EC2, and whoever asked is told why.",
  );

export const withdrawFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    withdrawInput,
    data,
    (actor, input) => withdrawChange(webDeps(), actor, input),
    () => "Withdrawn. Nothing was changed on EC2.",
  );
