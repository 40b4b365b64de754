import { expect } from "vitest";
import type { Bench } from "./bench.ts";

/**
 * FAILURES O1: each changing call in EC2's log has exactly one intent, committed before it, and each intent one
 * outcome, or a read that settles it, or is still open.
 */
export async function expectEachCallIntended(bench: Bench, changeId: string): Promise<void> {
  const journal = await bench.org.worker.journalEntry.findMany({
    where: { step: { changeId } },
    orderBy: { id: "asc" },
  });
  const intents = journal.filter(({ kind }) => kind === "intent");
  const calls = (await bench.mutations()).filter(({ parameters }) =>
    intents.some(({ body }) => isCallOf(body, parameters)),
  );
  for (const intent of intents) {
    const later = journal.filter(
      ({ kind, stepId, attempt }) =>
        kind !== "intent" && stepId === intent.stepId && attempt === intent.attempt,
    );
    expect(later.filter(({ kind }) => kind === "outcome").length).toBeLessThanOrEqual(1);
  }
  // Calls on one rule, in the order of time, each after an intent of its own.
  const used = new Set<bigint>();
  for (const call of calls) {
    const intent = intents.find(
      ({ id, body, createdAt }) =>
        !used.has(id) &&
        isCallOf(body, call.parameters) &&
        createdAt.getTime() <= new Date(call.time).getTime() + 5,
    );
    expect(intent, `an intent before ${call.action}`).toBeDefined();
    if (intent !== undefined) used.add(intent.id);
  }
}

/** Whether an intent is for a call with these parameters: the same group and the same rule. */
function isCallOf(body: unknown, parameters: unknown): boolean {
  const { target, action } = body as { target: string; action: string };
  const request = parameters as {
    GroupId?: string;
    IpPermissions?: { IpRanges?: { CidrIp: string }[]; FromPort?: number }[];
    SecurityGroupRules?: { SecurityGroupRuleId?: string }[];
  };
  const [rewritten] = request.SecurityGroupRules ?? [];
  if (rewritten !== undefined) {
    const { request: call } = body as { request: { ruleId?: string } };
    return action === "modify" && call.ruleId === rewritten.SecurityGroupRuleId;
  }
  const [permission] = request.IpPermissions ?? [];
  const cidr = permission?.IpRanges?.[0]?.CidrIp;
  return (
    action !== "describe" &&
    action !== "modify" &&
    request.GroupId !== undefined &&
    target.startsWith(`${request.GroupId} `) &&
    cidr !== undefined &&
    target.endsWith(` ${cidr}`)
  );
}
