/** Answering, withdrawing, planning anew, rolling back and talking about a change request, for its page. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { resumeChange, resumeInput } from "#lib/usecases/apply/resume-change.ts";
import { answerInput } from "#lib/usecases/approval/answer-change.ts";
import { approveChange } from "#lib/usecases/approval/approve-change.ts";
import { commentInput, commentOnChange } from "#lib/usecases/approval/comment-on-change.ts";
import { rejectChange } from "#lib/usecases/approval/reject-change.ts";
import { withdrawChange, withdrawInput } from "#lib/usecases/approval/withdraw-change.ts";
import { reasonText } from "#lib/usecases/change/plain-text.ts";
import { reviewEmergency, reviewEmergencyInput } from "#lib/usecases/emergency/review-emergency.ts";
import { replanChange, replanInput } from "#lib/usecases/match/replan-change.ts";
import { rollBackChange, rollBackInput } from "#lib/usecases/match/roll-back-change.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { readStart, startFields, yes } from "./form-fields.ts";
import { webDeps } from "./web-deps.ts";

/** People answer what they have read, to its last word. */
const answerForm = answerInput.required({ version: true });

export const approveFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    answerForm,
    data,
    (actor, input) => approveChange(webDeps(), actor, input),
    ({ state, waitingFor, startsAt }) =>
      state === "approved"
        ? startsAt === null || startsAt <= new Date()
          ? "Approved. It is being applied now."
          : "Approved. It begins at the time it asks for, by itself."
        : `Your approval counts. Still needed: ${waitingFor.join("; ")}.`,
  );

export const rejectFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    answerForm,
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

const replanForm = replanInput.pick({ changeId: true });

export const replanFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    replanForm,
    data,
    (actor, input) => replanChange(webDeps(), actor, input),
    ({ dismissed }) => upForApproval(dismissed, "Planned against what EC2 is now"),
  );

const upForApproval = (dismissed: number, what: string): string =>
  dismissed === 0
    ? `${what}, and up for approval.`
    : `${what}. The answers it had no longer count; whoever gave them is told what changed.`;

const editForm = z
  .strictObject({
    changeId: z.uuid(),
    reason: reasonText,
    ...startFields,
    removeRedundant: yes,
    acceptNoSshSource: yes,
    acceptQuotaGap: yes,
    mostNewInstances: z
      .string()
      .trim()
      .regex(/^\d{0,6}$/, "A whole number, or nothing.")
      .transform((text) => (text === "" ? null : Number(text))),
  })
  .transform(readStart);

export const editFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    editForm,
    data,
    (actor, { changeId, ...edit }) => replanChange(webDeps(), actor, { changeId, edit, keepDraft: true }),
    ({ state, dismissed }) =>
      state === "draft" ? "Kept, as a draft still." : upForApproval(dismissed, "It asks for that now"),
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
