"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "#components/ui/form-state.ts";
import { endExceptionFromForm } from "#lib/server/exceptions.ts";

export const endEarly = async (_before: FormState, data: FormData): Promise<FormState> => {
  const state = await endExceptionFromForm(data);
  if (state.status === "done") revalidatePath("/findings/exceptions");
  return state;
};
