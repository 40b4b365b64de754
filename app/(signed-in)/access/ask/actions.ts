"use server";

import type { FormAction } from "#components/ui/form-state.ts";
import { askFromForm } from "#lib/server/ask-access.ts";

export const ask: FormAction = async (_, data) => askFromForm(data);
