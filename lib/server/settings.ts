/** Settings for their pages: the model as text, people and roles, and how isolated web is. */
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import { readModel } from "#lib/usecases/model/read-model.ts";
import { savePattern, savePatternInput } from "#lib/usecases/model/save-pattern.ts";
import { saveStack, saveStackInput } from "#lib/usecases/model/save-stack.ts";
import { readUndelivered } from "#lib/usecases/notices/read-undelivered.ts";
import { listPeople } from "#lib/usecases/people/list-people.ts";
import { askForPolicy, askForPolicyInput } from "#lib/usecases/policy/ask-for-policy.ts";
import { askForStackPolicy, askForStackPolicyInput } from "#lib/usecases/policy/ask-for-stack-policy.ts";
import { listSigningKeys } from "#lib/usecases/review/list-signing-keys.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf, pastOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { type TextOutcome, textAction } from "./text-action.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

const asked = async (parameters: SearchParameters) =>
  momentOf((await knownParameters(parameters, ["at"])).at);

export async function modelPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const at = await asked(parameters);
  const model = valueOrAbsent(await readModel({ db: webDatabase() }, actor, at));
  return { ...model, past: await pastOf(at) };
}

export async function signingKeys() {
  const { actor } = await requirePerson();
  return valueOrAbsent(await listSigningKeys({ db: webDatabase() }, actor));
}

export async function undelivered() {
  const { actor } = await requirePerson();
  return readUndelivered({ db: webDatabase() }, actor);
}

export async function peoplePage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const at = await asked(parameters);
  const list = valueOrAbsent(await listPeople({ db: webDatabase() }, actor, at));
  return { ...list, past: await pastOf(at) };
}

export const savePatternText = (data: FormData): Promise<TextOutcome> =>
  textAction(
    savePatternInput,
    data,
    (actor, input) => savePattern(webDeps(), actor, input),
    ({ name, version }) =>
      `Saved as ${name} version ${version}. Stacks stay on the version they name until they are saved themselves.`,
  );

const versionText = z.coerce.number().int();

const policyForm = askForPolicyInput.extend({ version: versionText.min(0), requestKey: z.uuid() });

export const askPolicyText = (data: FormData): Promise<TextOutcome> =>
  textAction(
    policyForm,
    data,
    (actor, input) => askForPolicy(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

const stackPolicyForm = askForStackPolicyInput.extend({ version: versionText.min(1), requestKey: z.uuid() });

export const askStackPolicyText = (data: FormData): Promise<TextOutcome> =>
  textAction(
    stackPolicyForm,
    data,
    (actor, input) => askForStackPolicy(webDeps(), actor, input),
    ({ number }) => redirect(`/changes/${number}`),
  );

const stackForm = saveStackInput.extend({
  version: z.union([z.literal("").transform(() => null), versionText.min(1)]),
});

export const saveStackText = (data: FormData): Promise<TextOutcome> =>
  textAction(
    stackForm,
    data,
    (actor, input): Promise<Result<{ name: string; version: number }, { kind: string; sentence: string }>> =>
      saveStack(webDeps(), actor, input),
    ({ name, version }) =>
      `Saved ${name}, version ${version}. Nothing changed on EC2: its page shows the difference.`,
  );
