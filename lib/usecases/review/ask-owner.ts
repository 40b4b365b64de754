import { z } from "zod";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { notify } from "../notices/notify.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { moveRow } from "./move-row.ts";

export const askOwnerInput = z.strictObject({
  reviewId: z.uuid(),
  rowId: z.uuid(),
  question: plainText(1_000).min(1, "Ask something."),
});

/** Asks whoever owns it; they get a message and answer on the page of the review. */
export const askOwner = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof askOwnerInput>,
): Promise<Result<{ readonly ordinal: number }, Refusal>> =>
  moveRow(deps, actor, input, {
    action: "review.asked",
    event: (person, at) => ({ kind: "ask", rowId: input.rowId, person, question: input.question, at }),
    details: { question: input.question },
    async follow(transaction, review, subject) {
      if (subject.ownerId === null) return;
      const asked = await transaction.reviewRow.findUniqueOrThrow({
        where: { id: input.rowId },
        select: { askedAt: true },
      });
      await notify(transaction, [subject.ownerId], {
        kind: "review-question",
        about: `review-row:${input.rowId}:${asked.askedAt?.getTime() ?? 0}`,
        subject: `${actor.displayName} asks about your access: ${subject.title}`,
        body: `${input.question}\n\nSay whether you still need it. Without an answer it may be taken away.`,
        link: `/reviews/${review.number}?row=${subject.ordinal}`,
      });
    },
  });

export const answerQuestionInput = z.strictObject({
  reviewId: z.uuid(),
  rowId: z.uuid(),
  says: z.enum(["needed", "not-needed"], "Say whether you need it."),
  note: plainText(1_000).default(""),
});

/** What the owner says; the reviewer, who asked, decides. */
export const answerQuestion = (
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof answerQuestionInput>,
): Promise<Result<{ readonly ordinal: number }, Refusal>> =>
  moveRow(deps, actor, input, {
    action: "review.answered",
    event: ({ personId }, at) => ({
      kind: "answer",
      rowId: input.rowId,
      personId,
      says: input.says,
      note: input.note,
      at,
    }),
    details: { says: input.says, note: input.note },
    async follow(transaction, review, subject) {
      const answered = await transaction.reviewRow.findUniqueOrThrow({
        where: { id: input.rowId },
        select: { answeredAt: true },
      });
      await notify(transaction, [review.facts.reviewerId], {
        kind: "review-answered",
        about: `review-row:${input.rowId}:${answered.answeredAt?.getTime() ?? 0}`,
        subject: `${actor.displayName} answered in access review #${review.number}`,
        body: `${subject.title}: ${input.says === "needed" ? "still needed" : "not needed any more"}.${input.note === "" ? "" : `\n\n${input.note}`}`,
        link: `/reviews/${review.number}?row=${subject.ordinal}`,
      });
    },
  });
