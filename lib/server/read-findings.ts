/** What the catalogue of rules finds, for its page and for a group's. */
import { readFindings } from "#lib/usecases/read/read-findings.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function findingsPage(at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readFindings({ db: webDatabase() }, actor, { groupId: null, at }));
}

/** Only what concerns one group. */
export async function findingsOfGroup(groupId: string, at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readFindings({ db: webDatabase() }, actor, { groupId, at }));
}
