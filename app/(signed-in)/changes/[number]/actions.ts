"use server";

import { revalidatePath } from "next/cache";
import type { FormAction, FormState } from "#components/ui/form-state.ts";
import {
  approveFromForm,
  commentFromForm,
  editFromForm,
  rejectFromForm,
  replanFromForm,
  resumeFromForm,
  reviewEmergencyFromForm,
  rollBackFromForm,
  withdrawFromForm,
} from "#lib/server/answer-change.ts";

const shownAgain = async (outcome: Promise<FormState>): Promise<FormState> => {
  const state = await outcome;
  revalidatePath("/changes", "layout");
  return state;
};

export const approve: FormAction = async (_, data) => shownAgain(approveFromForm(data));
export const reject: FormAction = async (_, data) => shownAgain(rejectFromForm(data));
export const withdraw: FormAction = async (_, data) => shownAgain(withdrawFromForm(data));
export const comment: FormAction = async (_, data) => shownAgain(commentFromForm(data));
export const replan: FormAction = async (_, data) => shownAgain(replanFromForm(data));
export const resume: FormAction = async (_, data) => shownAgain(resumeFromForm(data));
export const edit: FormAction = async (_, data) => shownAgain(editFromForm(data));
export const review: FormAction = async (_, data) => shownAgain(reviewEmergencyFromForm(data));
export const rollBack: FormAction = async (_, data) => rollBackFromForm(data);
