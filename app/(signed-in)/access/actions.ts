"use server";

import { revalidatePath } from "next/cache";
import type { FormAction, FormState } from "#components/ui/form-state.ts";
import {
  extendFromForm,
  handBackFromForm,
  revokeAllFromForm,
  revokeFromForm,
} from "#lib/server/end-access.ts";

const shownAgain = async (outcome: Promise<FormState>): Promise<FormState> => {
  const state = await outcome;
  if (state.status === "done") revalidatePath("/access");
  return state;
};

export const extend: FormAction = async (_, data) => shownAgain(extendFromForm(data));
export const handBack: FormAction = async (_, data) => shownAgain(handBackFromForm(data));
export const revoke: FormAction = async (_, data) => shownAgain(revokeFromForm(data));
export const revokeAll: FormAction = async (_, data) => shownAgain(revokeAllFromForm(data));
