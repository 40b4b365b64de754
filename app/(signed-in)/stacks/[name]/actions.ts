"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { watchFromForm } from "#lib/server/drift.ts";
import { matchFromForm, ruleFromForm } from "#lib/server/match.ts";

export const askMatch = async (_before: FormState, data: FormData): Promise<FormState> => matchFromForm(data);

export const askRule = async (_before: FormState, data: FormData): Promise<FormState> => ruleFromForm(data);

export const chooseWatch = async (_before: FormState, data: FormData): Promise<FormState> =>
  watchFromForm(data);
