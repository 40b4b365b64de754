import type { Evidence } from "./evidence.ts";

/** O3: the log is what was signed outside; and each thing that must be told once is told once. */
export function logOracle({ audit, notes, changes, grants, entries }: Evidence): readonly string[] {
  const violations = audit.faults.map((fault) => `O3: ${fault}`);
  if (notes.length === 0) violations.push("O3: no checkpoint was kept outside.");
  if (audit.signed === 0 && entries.length > 0) violations.push("O3: nothing of the log is signed.");
  const count = (action: string, of: { changeId?: string; grantId?: string }): number =>
    entries.filter(
      (entry) =>
        entry.action === action &&
        (of.changeId === undefined || entry.changeId === of.changeId) &&
        (of.grantId === undefined || entry.grantId === of.grantId),
    ).length;
  for (const { id, number, state } of changes) {
    const applied = count("change.applied", { changeId: id });
    if (applied !== (state === "applied" ? 1 : 0))
      violations.push(`O3: change #${number} is ${state}, and the log says applied ${applied} times.`);
  }
  const halfWay = new Set(changes.flatMap(({ id, state }) => (state === "partial" ? [id] : [])));
  for (const { id, number, changeId, openedAt } of grants) {
    // What a change left half-way may be open on EC2: it is told as ending at once, and never as opened.
    const [action, word] =
      openedAt !== null && halfWay.has(changeId) ? ["grant.ending", "ending"] : ["grant.opened", "opened"];
    const told = count(action, { grantId: id });
    if (told !== (openedAt === null ? 0 : 1))
      violations.push(`O3: grant ${number} was told as ${word} ${told} times by the log.`);
  }
  // A form that was sent again made one request.
  const reasons = changes.filter(({ reason }) => reason.startsWith("chaos "));
  for (const [reason, same] of Map.groupBy(reasons, (change) => change.reason)) {
    if (same.length > 1 && same.every(({ kind }) => kind !== "revoke"))
      violations.push(`O3: "${reason}" made ${same.length} requests.`);
  }
  return violations;
}
