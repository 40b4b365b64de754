/** SSH access for its pages. */
import { readAccess, readAccessInput } from "#lib/usecases/read/read-access.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function accessPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const asked = readAccessInput.safeParse(await knownParameters(parameters, ["stack", "person", "source"]));
  const input = asked.success ? asked.data : readAccessInput.parse({});
  return { input, view: valueOrAbsent(await readAccess({ db: webDatabase() }, actor, input)) };
}
