"use server";

import { revalidatePath } from "next/cache";
import type { FormAction, FormState } from "#components/ui/form-state.ts";
import { dropFromForm, keepFromForm } from "#lib/server/ask.ts";

/** Home and the stack's page show what is watched, too. */
const shownAgain = async (outcome: Promise<FormState>): Promise<FormState> => {
  const state = await outcome;
  if (state.status === "done") revalidatePath("/", "layout");
  return state;
};

export const keepQuestion: FormAction = async (_, data) => shownAgain(keepFromForm(data));
export const dropQuestion: FormAction = async (_, data) => shownAgain(dropFromForm(data));
