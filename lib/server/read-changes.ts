/** Change requests for their pages. */
import { notFound } from "next/navigation";
import { listChanges, listChangesInput } from "#lib/usecases/read/list-changes.ts";
import { readChange, readChangeInput } from "#lib/usecases/read/read-change.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function changesPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const asked = listChangesInput.safeParse(await knownParameters(parameters, ["show", "stack", "page"]));
  const input = asked.success ? asked.data : listChangesInput.parse({});
  return { input, list: valueOrAbsent(await listChanges({ db: webDatabase() }, actor, input)) };
}

export async function changePage(number: string, parameters: SearchParameters = Promise.resolve({})) {
  const { actor } = await requirePerson();
  const pages = await knownParameters(parameters, ["comments", "history"]);
  const input = readChangeInput.safeParse({ number, ...pages });
  if (!input.success) notFound();
  return valueOrAbsent(await readChange({ db: webDatabase() }, actor, input.data));
}
