/** Change requests for their pages. */
import { notFound } from "next/navigation";
import { listChanges, listChangesInput } from "#lib/usecases/read/list-changes.ts";
import { listChangesAt, listChangesAtInput } from "#lib/usecases/read/list-changes-at.ts";
import { readChange, readChangeInput } from "#lib/usecases/read/read-change.ts";
import { readChangeAt } from "#lib/usecases/read/read-change-at.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function changesPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const asked = listChangesInput.safeParse(await knownParameters(parameters, ["show", "stack", "page"]));
  const input = asked.success ? asked.data : listChangesInput.parse({});
  return { input, list: valueOrAbsent(await listChanges({ db: webDatabase() }, actor, input)) };
}

/** Null where the address names no moment of the past. */
export async function pastChangesPage(parameters: SearchParameters) {
  const { at: moment, ...given } = await knownParameters(parameters, ["show", "stack", "page", "at"]);
  const at = momentOf(moment);
  if (at === undefined) return null;
  const { actor } = await requirePerson();
  const asked = listChangesAtInput.safeParse(given);
  const input = asked.success ? asked.data : listChangesAtInput.parse({});
  return { input, at, list: valueOrAbsent(await listChangesAt({ db: webDatabase() }, actor, input, at)) };
}

export async function changePage(number: string, parameters: SearchParameters = Promise.resolve({})) {
  const { actor } = await requirePerson();
  const pages = await knownParameters(parameters, ["comments", "history"]);
  const input = readChangeInput.safeParse({ number, ...pages });
  if (!input.success) notFound();
  return valueOrAbsent(await readChange({ db: webDatabase() }, actor, input.data));
}

/** Null where the address names no moment of the past; `change` is null where it had not been asked for by then. */
export async function pastChangePage(number: string, parameters: SearchParameters) {
  const { at: moment, ...pages } = await knownParameters(parameters, ["comments", "history", "at"]);
  const at = momentOf(moment);
  if (at === undefined) return null;
  const { actor } = await requirePerson();
  const input = readChangeInput.safeParse({ number, ...pages });
  if (!input.success) notFound();
  const change = valueOrAbsent(await readChangeAt({ db: webDatabase() }, actor, input.data, at));
  return { at, number: input.data.number, change };
}
