import { editStanding, type StandingEdit } from "#lib/formats/stack/edit-standing.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { PersonActor, Transaction } from "../ports.ts";

export interface StandingToEdit {
  readonly stackId: string;
  readonly sourceId: string;
  /** The change that asks for it, where one does. */
  readonly changeId?: string;
}

/**
 * Takes a standing source out of its stack, or moves its review date, in the rows and in the stack's own text, as a
 * version of its own. False when the stack keeps it no more. `because` is for the log.
 */
export async function editStandingSource(
  transaction: Transaction,
  actor: PersonActor,
  { stackId, sourceId, changeId }: StandingToEdit,
  edit: StandingEdit,
  because: string,
): Promise<boolean> {
  await transaction.$queryRaw`SELECT 1 FROM stack WHERE id = ${stackId}::uuid FOR NO KEY UPDATE`;
  const where = { stackId_sourceId: { stackId, sourceId } };
  const standing = await transaction.stackSource.findUnique({
    where,
    include: {
      stack: { include: { pattern: { select: { name: true, version: true } } } },
      source: { include: { owner: { select: { email: true } } } },
    },
  });
  if (standing === null) return false;
  const { stack, source } = standing;
  if (edit.kind === "remove") await transaction.stackSource.deleteMany({ where: { stackId, sourceId } });
  else {
    const data = { reviewAt: new Date(edit.on) };
    await transaction.stackSource.update({ where, data, select: { stackId: true } });
  }
  const named = { value: source.value, owner: source.owner?.email ?? null };
  const yaml = editStanding(stack.yaml, named, edit);
  // Rows are what holds; a text that does not list the source has nothing to edit.
  if (yaml === null) return true;
  const version = stack.version + 1;
  await transaction.stack.update({ where: { id: stackId }, data: { yaml, version }, select: { id: true } });
  await appendAudit(transaction, {
    actor,
    action: "stack.saved",
    subjects: { stackId, ...(changeId === undefined ? {} : { changeId }) },
    details: {
      name: stack.name,
      version,
      pattern: `${stack.pattern.name}@${stack.pattern.version}`,
      yaml,
      yamlBefore: stack.yaml,
      because,
    },
  });
  return true;
}
