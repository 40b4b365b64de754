/** Beginning, running and closing access reviews, for their forms. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { isReviewKind } from "#lib/core/review/review-scope.ts";
import {
  answerQuestion,
  answerQuestionInput,
  askOwner,
  askOwnerInput,
} from "#lib/usecases/review/ask-owner.ts";
import { closeReview, closeReviewInput } from "#lib/usecases/review/close-review.ts";
import {
  type DecideRow,
  decideRow,
  reviewNote,
  undoRow,
  undoRowInput,
} from "#lib/usecases/review/decide-row.ts";
import { handOverReview, handOverReviewInput } from "#lib/usecases/review/hand-over-review.ts";
import { startReview, startReviewInput } from "#lib/usecases/review/start-review.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { yes } from "./form-fields.ts";
import { webDeps } from "./web-deps.ts";

/** Ids with commas between them, as a form sends them. */
const ids = z.string().transform((text) => text.split(",").filter((id) => id !== ""));

const startForm = z.strictObject({
  name: startReviewInput.shape.name,
  kinds: ids.transform((kinds) => kinds.filter(isReviewKind)).pipe(startReviewInput.shape.kinds),
  /** Absent: all. */
  stackIds: ids.optional(),
  personIds: ids.optional(),
  reviewerId: startReviewInput.shape.reviewerId,
  /** A day; the review is due at its end, UTC. */
  due: z.iso.date("Choose a day."),
});

export const startFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    startForm,
    data,
    (actor, { name, kinds, stackIds, personIds, reviewerId, due }) =>
      startReview(webDeps(), actor, {
        name,
        kinds,
        stackIds: stackIds ?? null,
        personIds: personIds ?? null,
        reviewerId,
        dueAt: endOfDay(due),
      }),
    ({ number }) => redirect(`/reviews/${number}`),
  );

const endOfDay = (day: string): Date => new Date(`${day}T23:59:59.000Z`);

const decideForm = z
  .strictObject({
    ...undoRowInput.shape,
    decision: z.enum(["keep", "revoke"]),
    until: z.iso.date("Choose a day.").optional(),
    /** When it ends by itself. */
    latest: z.iso.datetime().optional(),
    note: reviewNote,
  })
  .transform(({ decision, until, latest, ...rest }, context): DecideRow => {
    if (decision === "revoke") return { decision, ...rest };
    if (until !== undefined) return { decision, until: endOfKeeping(until, latest), ...rest };
    context.addIssue({ code: "custom", path: ["until"], message: "Choose a day." });
    return z.NEVER;
  });

/** A day stands for its end, or for the end of what is kept where that comes first on the day. */
const endOfKeeping = (until: string, latest: string | undefined): Date =>
  latest?.startsWith(until) ? new Date(latest) : endOfDay(until);

export const decideFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    decideForm,
    data,
    (actor, input) => decideRow(webDeps(), actor, input),
    ({ ordinal }) => `Row ${ordinal} is decided.`,
  );

export const undoFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    undoRowInput,
    data,
    (actor, input) => undoRow(webDeps(), actor, input),
    ({ ordinal }) => `Row ${ordinal} is open again.`,
  );

export const askOwnerFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    askOwnerInput,
    data,
    (actor, input) => askOwner(webDeps(), actor, input),
    ({ ordinal }) => `The owner of row ${ordinal} is asked. The answer shows here.`,
  );

export const answerQuestionFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    answerQuestionInput,
    data,
    (actor, input) => answerQuestion(webDeps(), actor, input),
    () => "Your answer is with the reviewer, who decides.",
  );

export const handOverFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    handOverReviewInput,
    data,
    (actor, input) => handOverReview(webDeps(), actor, input),
    ({ reviewer }) => `${reviewer} runs it from now on.`,
  );

const closeForm = z.strictObject({
  reviewId: closeReviewInput.shape.reviewId,
  leavingOpen: yes,
  acceptNoSshSource: yes,
  note: closeReviewInput.shape.note,
});

export const closeFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    closeForm,
    data,
    (actor, input) => closeReview(webDeps(), actor, input),
    ({ changes }) =>
      changes.length === 0
        ? "Closed. The evidence is being made."
        : `Closed. What was revoked is change ${changes.map((number) => `#${number}`).join(", ")}, for others to approve. The evidence is being made.`,
  );
