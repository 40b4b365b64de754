"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { retireFromForm } from "#lib/server/stack-life.ts";

export const askRetire = async (_before: FormState, data: FormData): Promise<FormState> =>
  retireFromForm(data);
