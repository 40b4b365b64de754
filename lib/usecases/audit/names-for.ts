import type { Database } from "../ports.ts";
import type { AuditContentRead } from "./content-of.ts";

interface Columns {
  readonly actor: string;
  readonly personId: string | null;
  readonly stackId: string | null;
  readonly changeId: string | null;
  readonly grantId: string | null;
  readonly groupId: string | null;
}

const ERASED = "somebody who was erased";

const present = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** Looks up the names of what some entries are about, once for all of them. */
export async function namesFor(db: Database, rows: readonly Columns[]) {
  const wanted = (pick: (row: Columns) => string | null) => ({ in: present(rows.map(pick)) });
  const [people, stacks, changes, grants] = await Promise.all([
    db.person.findMany({
      where: { id: wanted((row) => row.personId) },
      select: { id: true, displayName: true },
    }),
    db.stack.findMany({ where: { id: wanted((row) => row.stackId) }, select: { id: true, name: true } }),
    db.changeRequest.findMany({
      where: { id: wanted((row) => row.changeId) },
      select: { id: true, number: true },
    }),
    db.grant.findMany({ where: { id: wanted((row) => row.grantId) }, select: { id: true, number: true } }),
  ]);
  const person = new Map(people.map(({ id, displayName }) => [id, { id, name: displayName }]));
  const stack = new Map(stacks.map((each) => [each.id, each]));
  const change = new Map(changes.map((each) => [each.id, each]));
  const grant = new Map(grants.map((each) => [each.id, each]));
  return {
    /** A person's name as it was then; Sallyport's parts by what they are. */
    actor: (actor: string, { details, erased }: AuditContentRead): string => {
      if (typeof details.actorName === "string") return details.actorName;
      return erased.some(({ part }) => part === "actor") ? ERASED : actor;
    },
    subjects: (row: Columns) => ({
      person: person.get(row.personId ?? "") ?? null,
      stack: stack.get(row.stackId ?? "") ?? null,
      change: change.get(row.changeId ?? "") ?? null,
      grant: grant.get(row.grantId ?? "") ?? null,
      groupId: row.groupId,
    }),
  };
}
