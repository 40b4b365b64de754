/** What the log says about things under review. */
import { AUDIT_ACTIONS, isAuditAction } from "#lib/core/audit/audit-action.ts";
import type { Evidence } from "#lib/core/review/evidence.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { contentOf, type KeptEntry, withParts } from "../audit/content-of.ts";
import { sourceKey } from "../model/source-row.ts";
import type { Transaction } from "../ports.ts";

/** One entry as evidence needs it. */
export interface LoggedDeed {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly action: string;
}

interface Row extends KeptEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
}

const byOf = (row: Row): string => {
  const { actorName } = contentOf(row).details;
  return typeof actorName === "string" ? actorName : row.actor;
};

const deedOf = (row: Row): LoggedDeed => ({
  id: row.id,
  at: row.at.toISOString(),
  by: byOf(row),
  action: row.action,
});

const selection = { id: true, at: true, actor: true, action: true, canonical: true, ...withParts } as const;
const order = [{ at: "asc" }, { id: "asc" }] as const;

/** By grant: the entries about it and about the change that opened it, oldest first. */
export async function deedsOfGrants(
  transaction: Transaction,
  grants: readonly { readonly id: string; readonly changeId: string }[],
): Promise<ReadonlyMap<string, readonly LoggedDeed[]>> {
  const rows = await transaction.auditEntry.findMany({
    where: {
      action: { not: "refused" },
      OR: [
        { grantId: { in: grants.map(({ id }) => id) } },
        { changeId: { in: grants.map(({ changeId }) => changeId) } },
      ],
    },
    orderBy: [...order],
    select: { ...selection, grantId: true, changeId: true },
  });
  return new Map(
    grants.map(({ id, changeId }) => [
      id,
      rows
        .filter((row) => row.grantId === id || (row.grantId === null && row.changeId === changeId))
        .map(deedOf),
    ]),
  );
}

/** By exception: the entries about the change that asked for it, oldest first. */
export async function deedsOfExceptions(
  transaction: Transaction,
  exceptions: readonly { readonly id: string; readonly changeId: string }[],
): Promise<ReadonlyMap<string, readonly LoggedDeed[]>> {
  const rows = await transaction.auditEntry.findMany({
    where: { action: { not: "refused" }, changeId: { in: exceptions.map(({ changeId }) => changeId) } },
    orderBy: [...order],
    select: { ...selection, changeId: true },
  });
  return new Map(
    exceptions.map(({ id, changeId }) => [id, rows.filter((row) => row.changeId === changeId).map(deedOf)]),
  );
}

/** The saves of a stack's text, oldest first, with the standing sources that each listed: name, value, owner, review. */
export interface StackSave extends LoggedDeed {
  readonly listed: ReadonlyMap<string, string>;
}

function listedIn(row: Row): ReadonlyMap<string, string> {
  const { yaml } = contentOf(row).details;
  const text = typeof yaml === "string" ? readStackYaml(yaml) : null;
  if (text?.ok !== true) return new Map();
  return new Map(
    text.value.standing.map((each) => [sourceKey(each.peer).value, JSON.stringify({ ...each, peer: null })]),
  );
}

export async function savesOfStacks(
  transaction: Transaction,
  stackIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StackSave[]>> {
  const rows = await transaction.auditEntry.findMany({
    where: { action: { in: ["stack.saved", "stack.created"] }, stackId: { in: [...new Set(stackIds)] } },
    orderBy: [...order],
    select: { ...selection, stackId: true },
  });
  const saves = new Map<string, StackSave[]>();
  for (const row of rows) {
    const stackId = row.stackId ?? "";
    saves.set(stackId, [...(saves.get(stackId) ?? []), { ...deedOf(row), listed: listedIn(row) }]);
  }
  return saves;
}

/** Of a stack's saves those that brought this source, and those that changed what is said of it since. */
export function deedsOfStanding(saves: readonly StackSave[], value: string): readonly LoggedDeed[] {
  const deeds: LoggedDeed[] = [];
  let said: string | undefined;
  for (const save of saves) {
    const now = save.listed.get(value);
    // Once it was gone, what was before is another story.
    if (now === undefined) deeds.length = 0;
    else if (now !== said) deeds.push(save);
    said = now;
  }
  return deeds;
}

/** The newest of some deeds, in the log's words. */
export function lastChangeOf(deeds: readonly LoggedDeed[]): Evidence["lastChange"] {
  const last = deeds.at(-1);
  if (last === undefined) return null;
  const what = isAuditAction(last.action) ? AUDIT_ACTIONS[last.action] : last.action;
  return { at: last.at, by: last.by, what };
}
