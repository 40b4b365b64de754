"use server";

import { revalidatePath } from "next/cache";
import type { FormAction, FormState } from "#components/ui/form-state.ts";
import {
  createTeamFromForm,
  disableFromForm,
  enableFromForm,
  endRoleFromForm,
  endSessionsFromForm,
  giveRoleFromForm,
} from "#lib/server/change-people.ts";

const shownAgain = async (outcome: Promise<FormState>): Promise<FormState> => {
  const state = await outcome;
  if (state.status === "done") revalidatePath("/settings/people");
  return state;
};

export const giveRole: FormAction = async (_, data) => shownAgain(giveRoleFromForm(data));
export const endRole: FormAction = async (_, data) => shownAgain(endRoleFromForm(data));
export const endSessions: FormAction = async (_, data) => shownAgain(endSessionsFromForm(data));
export const disable: FormAction = async (_, data) => shownAgain(disableFromForm(data));
export const enable: FormAction = async (_, data) => shownAgain(enableFromForm(data));
export const createTeam: FormAction = async (_, data) => shownAgain(createTeamFromForm(data));
