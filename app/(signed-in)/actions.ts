"use server";

import { revalidatePath } from "next/cache";
import type { FormState } from "#components/ui/form-state.ts";
import { lookFromForm } from "#lib/server/read-estate.ts";

export async function lookNow(_before: FormState, data: FormData): Promise<FormState> {
  const outcome = await lookFromForm(data);
  revalidatePath("/", "layout");
  return outcome;
}
