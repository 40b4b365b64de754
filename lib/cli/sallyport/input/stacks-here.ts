/** The stacks of a model that an observation can be held against. */
import type { Observation } from "#lib/core/group/observation.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { InputProblem } from "./input-problem.ts";
import type { ModelStack } from "./read-model.ts";

export interface StacksHere {
  readonly stacks: readonly ModelStack[];
  readonly passedOver: readonly { readonly stack: string; readonly because: string }[];
}

const ownedElsewhere = ({ groups }: Observation, accountId: string): string | null => {
  const owners = [...new Set(groups.map((group) => group.ownerId).filter((owner) => owner !== ""))].sort();
  return owners.length > 0 && !owners.includes(accountId) ? owners.join(", ") : null;
};

/** Of the stacks that were asked for, those of the observation's account and Region: at least one, or a problem. */
export function stacksHere(
  all: readonly ModelStack[],
  names: readonly string[],
  observation: Observation,
): Result<StacksHere, readonly InputProblem[]> {
  const unknown = names.filter((name) => !all.some(({ stack }) => stack.name === name));
  const known = all.map(({ stack }) => stack.name).sort();
  if (unknown.length > 0)
    return fail(
      unknown.map((name) => ({
        file: "--stack",
        place: null,
        reason: `There is no stack ${name} in the model; there are: ${known.join(", ")}.`,
      })),
    );
  const asked = all.filter(({ stack }) => names.length === 0 || names.includes(stack.name));
  const isHere = ({ stack }: ModelStack) =>
    stack.accountId === observation.accountId &&
    stack.region === observation.region &&
    ownedElsewhere(observation, stack.accountId) === null;
  const here = asked.filter(isHere);
  const owner = ownedElsewhere(observation, observation.accountId) ?? observation.accountId;
  const because = ({ stack }: ModelStack) =>
    `It lives in ${stack.accountId} ${stack.region}; what was given is of ${owner} ${observation.region}`.trim();
  const elsewhere = asked.filter((each) => !isHere(each));
  if (here.length === 0)
    return fail(elsewhere.map((each) => ({ file: each.file, place: null, reason: `${because(each)}.` })));
  const passedOver = elsewhere.map((each) => ({ stack: each.stack.name, because: `${because(each)}.` }));
  return succeed({ stacks: here, passedOver });
}
