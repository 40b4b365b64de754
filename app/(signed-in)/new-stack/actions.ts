"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { newStackFromForm } from "#lib/server/stack-life.ts";

export const askNewStack = async (_before: FormState, data: FormData): Promise<FormState> =>
  newStackFromForm(data);
