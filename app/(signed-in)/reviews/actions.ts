"use server";

import { revalidatePath } from "next/cache";
import type { FormAction, FormState } from "#components/ui/form-state.ts";
import {
  answerQuestionFromForm,
  askOwnerFromForm,
  closeFromForm,
  decideFromForm,
  handOverFromForm,
  startFromForm,
  undoFromForm,
} from "#lib/server/run-review.ts";

const shownAgain = async (outcome: Promise<FormState>): Promise<FormState> => {
  const state = await outcome;
  revalidatePath("/reviews", "layout");
  return state;
};

export const start: FormAction = async (_, data) => startFromForm(data);
export const decide: FormAction = async (_, data) => shownAgain(decideFromForm(data));
export const undo: FormAction = async (_, data) => shownAgain(undoFromForm(data));
export const ask: FormAction = async (_, data) => shownAgain(askOwnerFromForm(data));
export const answer: FormAction = async (_, data) => shownAgain(answerQuestionFromForm(data));
export const handOver: FormAction = async (_, data) => shownAgain(handOverFromForm(data));
export const close: FormAction = async (_, data) => shownAgain(closeFromForm(data));
