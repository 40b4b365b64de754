import { type CallOnEc2, callOfIntent, callOnEc2, isSallyports } from "./calls.ts";
import type { Evidence } from "./evidence.ts";

const nameOf = ({ verb, target }: CallOnEc2): string => `${verb} ${target}`;

/**
 * O1: each changing call in EC2's log has one intent of its own, committed before it; each intent has at most one
 * outcome, and when all is settled none is open.
 */
export function journalOracle({ steps, requests }: Pick<Evidence, "steps" | "requests">): readonly string[] {
  const violations: string[] = [];
  const unused = new Map<string, number[]>();
  for (const { id, state, journal } of steps) {
    for (const entry of journal.filter(({ kind }) => kind === "intent")) {
      const name = nameOf(callOfIntent(entry.body));
      unused.set(name, [...(unused.get(name) ?? []), entry.createdAt.getTime()]);
      const later = journal.filter(({ kind, attempt }) => kind !== "intent" && attempt === entry.attempt);
      if (later.filter(({ kind }) => kind === "outcome").length > 1)
        violations.push(`O1: attempt ${entry.attempt} of step ${id} has two outcomes.`);
      if (later.length === 0 && state !== "unknown" && state !== "done")
        violations.push(`O1: nobody knows what became of attempt ${entry.attempt} of step ${id} (${state}).`);
    }
  }
  for (const times of unused.values()) times.sort((one, other) => one - other);
  const calls = requests.filter((request) => request.mutating && isSallyports(request));
  for (const request of calls) {
    const call = callOnEc2(request);
    if (call === null) continue;
    const first = unused.get(nameOf(call))?.shift();
    // The database's clock and EC2's are this machine's; EC2 writes whole milliseconds.
    if (first === undefined || first > new Date(request.time).getTime() + 1)
      violations.push(`O1: ${nameOf(call)} at ${request.time} was called without an intent before it.`);
  }
  return violations;
}
