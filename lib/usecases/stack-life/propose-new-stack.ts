import type { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { databaseTime } from "../database-time.ts";
import { sourceKey } from "../model/source-row.ts";
import { keepStandingSources } from "../model/standing-sources.ts";
import { asStoredJson } from "../model/stored-json.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";
import type { NewStackWish, proposeNewStackInput } from "./new-stack-input.ts";
import { type NewStackPlan, newStackPlan, type StackLifeRefusal } from "./new-stack-plan.ts";

/** Asks for a new stack: its groups on EC2, and from the moment they are there its place among the stacks. */
export async function proposeNewStack(
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof proposeNewStackInput>,
): Promise<Result<CreatedChange, StackLifeRefusal>> {
  const { reason, requestKey, ...wish } = input;
  const observation = await lastObservation(deps.db, wish.scopeId);
  return loggedTransaction(deps, actor, "change.asked", {}, async (transaction) => {
    const form = { kind: "create-stack", request: input };
    const before = await sentBefore(transaction, actor, requestKey, form);
    if (!before.ok) return fail<StackLifeRefusal>(before.problem);
    if (before.value !== null) return succeed(before.value);
    // Two who ask for one name come one after the other.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${wish.name}, 20242))`;
    const planned = await newStackPlan(transaction, actor, wish, observation);
    if (!planned.ok) return planned;
    const { plan, effect, stack, policy } = planned.value;
    const stackId = await plannedRow(transaction, actor, wish, planned.value);
    const standing = await keepStandingSources(transaction, stackId, planned.value.standing, "kept");
    if (!standing.ok) return standing;
    const about = { policy, stackId, plan, effect };
    const required = await requiredAnswers(transaction, { kind: "create-stack" }, about);
    if (!required.ok) return required;
    const now = await databaseTime(transaction);
    const created = await createChange(transaction, deps, actor, {
      kind: "create-stack",
      stackId,
      beneficiaryId: actor.personId,
      title: `Create ${stack.name} from ${stack.pattern.name}`,
      reason,
      plan,
      effect,
      requirement: required.value,
      answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
      requestKey: keyOfForm(requestKey, form),
    });
    return succeed(created);
  });
}

/** The row that the change is about: not in use before the change is applied. */
async function plannedRow(
  transaction: Transaction,
  actor: PersonActor,
  wish: NewStackWish,
  { stack, teamName, standing }: NewStackPlan,
): Promise<string> {
  const { name, accountId, region, vpcId, pattern, bindings } = stack;
  const data = {
    scopeId: wish.scopeId,
    vpcId,
    teamId: wish.teamId,
    patternId: wish.patternId,
    yaml: printStackYaml({
      name,
      accountId,
      region,
      vpcId,
      team: teamName,
      pattern: { name: pattern.name, version: pattern.version },
      bindings,
      standing,
      policy: {},
    }),
    bindings: asStoredJson(bindings),
    policy: {},
    retiredAt: await databaseTime(transaction),
  };
  const known = await transaction.stack.findUnique({ where: { name }, select: { id: true, version: true } });
  const { id } =
    known === null
      ? await transaction.stack.create({ data: { ...data, name, planned: true }, select: { id: true } })
      : await transaction.stack.update({
          where: { id: known.id },
          data: { ...data, version: known.version + 1 },
          select: { id: true },
        });
  await appendAudit(transaction, {
    actor,
    action: "stack.planned",
    subjects: { stackId: id },
    details: {
      name,
      vpcId,
      team: teamName,
      pattern: `${pattern.name}@${pattern.version}`,
      standing: standing.map(({ peer }) => sourceKey(peer).value),
    },
  });
  return id;
}
