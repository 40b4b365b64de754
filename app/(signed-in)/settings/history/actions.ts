"use server";

import { revalidatePath } from "next/cache";
import type { FormAction } from "#components/ui/form-state.ts";
import { saveRetentionForm } from "#lib/server/retention.ts";

export const keepLooksSo: FormAction = async (_, data) => {
  const state = await saveRetentionForm(data);
  if (state.status === "done") revalidatePath("/settings/history");
  return state;
};
