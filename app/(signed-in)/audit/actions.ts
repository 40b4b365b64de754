"use server";

import type { FormAction } from "#components/ui/form-state.ts";
import { verifyFromForm } from "#lib/server/read-audit.ts";

export const verify: FormAction = async (_, data) => verifyFromForm(data);
