/** Home, stacks and groups for their pages; and having EC2 looked at again. */
import { notFound } from "next/navigation";
import { cache } from "react";
import { askForLook, askForLookInput } from "#lib/usecases/observation/ask-for-look.ts";
import { readGroup, readGroupInput } from "#lib/usecases/read/read-group.ts";
import { readGroups } from "#lib/usecases/read/read-groups.ts";
import { readHome } from "#lib/usecases/read/read-home.ts";
import { readHomeAt } from "#lib/usecases/read/read-home-at.ts";
import { readStack, readStackInput } from "#lib/usecases/read/read-stack.ts";
import { readStacks } from "#lib/usecases/read/read-stacks.ts";
import { type FormOutcome, formAction } from "./form-action.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";
import { webDeps } from "./web-deps.ts";

export async function homePage() {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readHome({ db: webDatabase() }, actor));
}

/** Null where the address names no moment of the past. */
export async function pastHomePage(parameters: SearchParameters) {
  const at = momentOf((await knownParameters(parameters, ["at"])).at);
  if (at === undefined) return null;
  const { actor } = await requirePerson();
  return { at, view: valueOrAbsent(await readHomeAt({ db: webDatabase() }, actor, at)) };
}

export async function stacksPage(at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readStacks({ db: webDatabase() }, actor, { at }));
}

/** Once a request, for its title and its body. `name` as it stands in the path, still encoded; `at` as in the URL. */
export const stackPage = cache(async (name: string, at?: string) => {
  const { actor } = await requirePerson();
  const input = readStackInput.safeParse({ name: decodedSegment(name), at: momentOf(at) });
  if (!input.success) notFound();
  return valueOrAbsent(await readStack({ db: webDatabase() }, actor, input.data));
});

export async function groupsPage(at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readGroups({ db: webDatabase() }, actor, { at }));
}

/** Once a request, for its title and its body. `at` as in the URL. */
export const groupPage = cache(async (groupId: string, at?: string) => {
  const { actor } = await requirePerson();
  const input = readGroupInput.safeParse({ groupId, at: momentOf(at) });
  if (!input.success) notFound();
  return valueOrAbsent(await readGroup({ db: webDatabase() }, actor, input.data));
});

export const lookFromForm = (data: FormData): Promise<FormOutcome> =>
  formAction(
    askForLookInput,
    data,
    (actor, input) => askForLook(webDeps(), actor, input),
    ({ scopes }) =>
      scopes === 1 ? "EC2 is being asked now." : `EC2 is being asked in ${scopes} places now.`,
  );

const decodedSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
};
