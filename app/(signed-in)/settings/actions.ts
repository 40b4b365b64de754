"use server";

import { revalidatePath } from "next/cache";
import type { YamlAction, YamlState } from "#components/settings/yaml-state.ts";
import type { FormAction } from "#components/ui/form-state.ts";
import { confirmDatabaseForm } from "#lib/server/safe-mode.ts";
import { askPolicyText, askStackPolicyText, savePatternText, saveStackText } from "#lib/server/settings.ts";

const saved = async (outcome: Promise<YamlState>): Promise<YamlState> => {
  const state = await outcome;
  if (state.status === "done") revalidatePath("/", "layout");
  return state;
};

export const savePatternYaml: YamlAction = async (_, data) => saved(savePatternText(data));
export const askPolicyYaml: YamlAction = async (_, data) => saved(askPolicyText(data));
export const askStackPolicyYaml: YamlAction = async (_, data) => saved(askStackPolicyText(data));
export const saveStackYaml: YamlAction = async (_, data) => saved(saveStackText(data));

export const confirmDatabase: FormAction = async (_, data) => {
  const state = await confirmDatabaseForm(data);
  if (state.status === "done") revalidatePath("/", "layout");
  return state;
};
