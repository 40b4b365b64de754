/** SSH access for its pages. */
import { readAccess, readAccessInput } from "#lib/usecases/read/read-access.ts";
import { readAccessAt } from "#lib/usecases/read/read-access-at.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

async function askedOf(parameters: SearchParameters) {
  const asked = readAccessInput.safeParse(await knownParameters(parameters, ["stack", "person", "source"]));
  return asked.success ? asked.data : readAccessInput.parse({});
}

export async function accessPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const input = await askedOf(parameters);
  return { input, view: valueOrAbsent(await readAccess({ db: webDatabase() }, actor, input)) };
}

/** Null where the address names no moment of the past. */
export async function pastAccessPage(parameters: SearchParameters) {
  const at = momentOf((await knownParameters(parameters, ["at"])).at);
  if (at === undefined) return null;
  const { actor } = await requirePerson();
  const input = await askedOf(parameters);
  return { input, at, view: valueOrAbsent(await readAccessAt({ db: webDatabase() }, actor, input, at)) };
}
