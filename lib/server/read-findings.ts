/** What the catalogue of rules finds, for its page and for a group's. */
import { readFirstSeen } from "#lib/usecases/posture/read-first-seen.ts";
import { readFindings } from "#lib/usecases/read/read-findings.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function findingsPage(at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readFindings({ db: webDatabase() }, actor, { groupId: null, at }));
}

/** Since when each finding is known, for the file that says so. */
export async function findingsFirstSeen(at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readFirstSeen({ db: webDatabase() }, actor, at));
}

/** Only what concerns one group. */
export async function findingsOfGroup(groupId: string, at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readFindings({ db: webDatabase() }, actor, { groupId, at }));
}
