/** A stack comes into use, or goes out of it, together with the change that makes or retires it. */

import { newGroupName } from "#lib/core/plan/new-group.ts";
import { printStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { databaseTime } from "../database-time.ts";
import { asStoredJson } from "../model/stored-json.ts";
import type { Transaction } from "../ports.ts";
import type { ApplyDeps } from "./apply-deps.ts";
import { boundGroups } from "./bound-groups.ts";
import type { ChangeToApply } from "./change-to-apply.ts";

/** Puts the stack into use that a change has made, bound to the groups that EC2 made for it. */
export async function putIntoUse(
  transaction: Transaction,
  deps: Pick<ApplyDeps, "actor">,
  change: ChangeToApply,
): Promise<void> {
  const stack = await transaction.stack.findUniqueOrThrow({
    where: { id: change.stackId },
    include: {
      scope: true,
      team: true,
      pattern: true,
      standing: { include: { source: { include: { owner: true } } } },
    },
  });
  const made = await boundGroups(transaction, change.id);
  const bindings = bindingsSchema.parse(stack.bindings).map((binding) => ({
    ...binding,
    primaryGroupId: made.get(binding.primaryGroupId) ?? binding.primaryGroupId,
  }));
  const yaml = printStackYaml({
    name: stack.name,
    accountId: stack.scope.accountId,
    region: stack.scope.region,
    vpcId: stack.vpcId,
    team: stack.team.name,
    pattern: { name: stack.pattern.name, version: stack.pattern.version },
    bindings,
    standing: [],
    policy: {},
  });
  await transaction.stack.update({
    where: { id: stack.id },
    data: {
      bindings: asStoredJson(bindings),
      yaml,
      planned: false,
      retiredAt: null,
      version: stack.version + 1,
    },
    select: { id: true },
  });
  await appendAudit(transaction, {
    actor: deps.actor,
    action: "stack.created",
    subjects: { stackId: stack.id, changeId: change.id },
    details: {
      name: stack.name,
      pattern: `${stack.pattern.name}@${stack.pattern.version}`,
      groups: Object.fromEntries(bindings.map(({ tier, primaryGroupId }) => [tier, primaryGroupId])),
    },
  });
}

/** Why a stack cannot be retired now; null when it can. Its row stays locked, so that no grant begins meanwhile. */
export async function whyNotRetired(
  transaction: Transaction,
  { kind, stackId, stackName }: ChangeToApply,
): Promise<string | null> {
  if (kind !== "retire-stack") return null;
  await transaction.$queryRaw`SELECT 1 FROM stack WHERE id = ${stackId}::uuid FOR UPDATE`;
  const grants = await transaction.grant.count({
    where: { stackId, state: { in: ["asked", "live", "ending"] } },
  });
  if (grants === 0) return null;
  return `${grants} ${grants === 1 ? "grant" : "grants"} on ${stackName} must end first.`;
}

/** From its first step on nobody asks for anything on a stack that is retired. */
export async function takeOutOfUse(transaction: Transaction, change: ChangeToApply): Promise<void> {
  if (change.kind !== "retire-stack") return;
  await transaction.stack.update({
    where: { id: change.stackId },
    data: { retiredAt: await databaseTime(transaction) },
    select: { id: true },
  });
}

/** Where retiring came to nothing, or to a part, the stack is looked after again: what is left of it shows. */
export async function keepInUse(transaction: Transaction, change: ChangeToApply): Promise<void> {
  if (change.kind !== "retire-stack") return;
  await transaction.stack.updateMany({
    where: { id: change.stackId, retiredAt: { not: null } },
    data: { retiredAt: null },
  });
}

/** What a change has made that did not come to its end: it stays, because nobody approved its deletion. */
export async function whatWasMade(transaction: Transaction, change: ChangeToApply): Promise<string | null> {
  if (change.kind !== "create-stack") return null;
  const made = await boundGroups(transaction, change.id);
  if (made.size === 0) return null;
  const groups = [...made].map(([planned, groupId]) => `${newGroupName(planned) ?? planned} (${groupId})`);
  return `What was made stays and keeps its names: ${groups.join(", ")}. Delete it, or bind it in Settings.`;
}
