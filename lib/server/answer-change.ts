/** Answering, withdrawing, planning anew, rolling back and talking about a change request, for its page. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { resumeChange, resumeInput } from "#lib/usecases/apply/resume-change.ts";
import { answerInput } from "#lib/usecases/approval/answer-change.ts";
import { approveChange } from "#lib/usecases/approval/approve-change.ts";
import { commentInput, commentOnChange } from "#lib/usecases/approval/comment-on-change.ts";
import { rejectChange } from "#lib/usecases/approval/reject-change.ts";
import { withdrawChange, withdrawInput } from "#lib/usecases/approval/withdraw-change.ts";
import { reviewEmergency, reviewEmergencyInput } from "#lib/usecases/emergency/review-emergency.ts";
import { replanChange, replanInput } from "#lib/usecases/match/replan-change.ts";
import { rollBackChange, rollBackInput } from "#lib/usecases/match/roll-back-change.ts";
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

export const commentFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    commentInput,
    data,
    (actor, input) => commentOnChange(webDeps(), actor, input),
    () => "Written. Whoever is concerned is told.",
  );

export const reviewEmergencyFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    reviewEmergencyInput,
    data,
    (actor, input) => reviewEmergency(webDeps(), actor, input),
    () => "Reviewed. Whoever declared it is told.",
  );

const yes = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");

const replanForm = replanInput.pick({ changeId: true });

export const replanFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    replanForm,
    data,
    (actor, input) => replanChange(webDeps(), actor, input),
    ({ dismissed }) =>
      dismissed === 0
        ? "Planned against what EC2 is now, and up for approval."
        : "Planned against what EC2 is now. The answers it had no longer count; whoever gave them is told what changed.",
  );

export const resumeFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    resumeInput,
    data,
    (actor, input) => resumeChange(webDeps(), actor, input),
    () => "It goes on as soon as the worker has looked at EC2 again.",
  );

const rollBackForm = rollBackInput.extend({ requestKey: z.uuid(), acceptNoSshSource: yes });

export const rollBackFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    rollBackForm,
    data,
    (actor, input) => rollBackChange(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );
