"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { dropFromForm, keepFromForm } from "#lib/server/ask.ts";

export const keepQuestion = async (_before: FormState, data: FormData): Promise<FormState> =>
  keepFromForm(data);

export const dropQuestion = async (_before: FormState, data: FormData): Promise<FormState> =>
  dropFromForm(data);
