"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { askExceptionFromForm } from "#lib/server/exceptions.ts";

export const askException = async (_before: FormState, data: FormData): Promise<FormState> =>
  askExceptionFromForm(data);
