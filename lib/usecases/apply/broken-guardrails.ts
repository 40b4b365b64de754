import type { Observation } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { guardrailChanges, guardrailWarning, isMadeWorse } from "#lib/core/guardrail/guardrail-change.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { simulateAll } from "#lib/core/plan/simulate.ts";
import type { OpenSource } from "#lib/core/tier/pattern.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { guardedNeighbours, guardedStacks } from "../change/stack-context.ts";
import type { Transaction } from "../ports.ts";
import { stackModels } from "../read/stack-model.ts";
import type { ChangeToApply } from "./change-to-apply.ts";

/** The sources that a grant lets in: asked for, and live only when it is done. */
async function opening(transaction: Transaction, change: ChangeToApply): Promise<readonly OpenSource[]> {
  const grants = await transaction.grant.findMany({
    where: { changeId: change.id, state: "asked" },
    select: { peer: true },
  });
  return grants.map(({ peer }) => ({ name: peer, peer: { kind: "cidr", cidr: peer } }));
}

/**
 * Guardrails that the steps break as EC2 is now (`now`, freshly read), and that nobody was shown before they approved:
 * a sentence each. What only takes access away is never held up.
 */
export async function newlyBrokenGuardrails(
  transaction: Transaction,
  change: ChangeToApply,
  steps: readonly PlanStep[],
  now: Observation,
): Promise<readonly string[]> {
  if (change.kind === "revoke" || change.kind === "expire" || change.kind === "review") return [];
  const [own] = await stackModels(transaction, change.stackName);
  // A stack that is not there yet has nothing to break, and one that is retired asks to go with all it was meant to be.
  const stacks =
    own === undefined || change.kind === "retire-stack"
      ? await guardedNeighbours(transaction, change.scope.id, change.stackId)
      : await guardedStacks(transaction, own, await opening(transaction, change));
  const after = indexObservation(simulateAll(now, steps));
  const worse = guardrailChanges(stacks, indexObservation(now), after).filter(isMadeWorse);
  if (worse.length === 0) return [];
  const { effect } = await transaction.changeRequest.findUniqueOrThrow({
    where: { id: change.id },
    select: { effect: true },
  });
  const shown = new Map(
    effectSchema
      .parse(effect)
      .guardrails.filter(isMadeWorse)
      .map(({ stack, text, after: state }) => [`${stack} ${text}`, state]),
  );
  return worse
    .filter(({ stack, text, after: state }) => {
      const told = shown.get(`${stack} ${text}`);
      return told !== "broken" && told !== state;
    })
    .map(guardrailWarning);
}
