import { z } from "zod";
import { UNDER_WAY } from "#lib/core/approval/change-state.ts";
import { requirementFor } from "#lib/core/approval/requirement.ts";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { policyOfStack } from "#lib/core/grant/policy.ts";
import { policyWords } from "#lib/core/grant/policy-words.ts";
import { emptyPlan, toldEffect } from "#lib/core/plan/empty-plan.ts";
import { textDiff } from "#lib/core/plan/text-diff.ts";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { askedStackPolicySchema } from "#lib/formats/policy/asked-policy.ts";
import { readStoredOverrides } from "#lib/formats/policy/stored-policy.ts";
import { readStackYaml, type StackText } from "#lib/formats/stack/stack-yaml.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { checkOverrides } from "../model/check-overrides.ts";
import { modelText } from "../model/model-text.ts";
import { readPolicy } from "../model/read-policy.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { badPart, badText, type TextRefusal } from "../model/text-refusal.ts";
import { authorise } from "../people/authorise.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { stackPolicyPin } from "./policy-pin.ts";

export const askForStackPolicyInput = z.strictObject({
  /** The whole text of the stack, with another `policy` or `team` and otherwise as it was saved. */
  yaml: modelText,
  version: z.int().min(1),
  reason: reasonText,
  requestKey: requestKeyText,
});

/** Everything that a text says but its policy and its team. */
const restOf = (text: StackText): string => canonicalJson(asStoredJson({ ...text, policy: {}, team: "" }));

const teamWords = (was: string, is: string): readonly string[] => [
  `It goes from the team ${was} to the team ${is}.`,
  `Where a request on it needs the lead of its team, that is the lead of ${is}.`,
];

/**
 * A cloud admin asks for another policy of one stack, or another team, whose lead then answers. Another cloud admin
 * approves it, and the worker puts it into force.
 */
export const askForStackPolicy = (
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof askForStackPolicyInput>,
): Promise<Result<CreatedChange, TextRefusal>> =>
  loggedTransaction(deps, actor, "policy.asked", {}, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-policy");
    if (refusal) return fail<TextRefusal>(refusal);
    const before = await sentBefore(transaction, actor, input.requestKey, input);
    if (!before.ok) return before;
    if (before.value !== null) return succeed(before.value);
    const read = readStackYaml(input.yaml);
    if (!read.ok) return badText(read.problem);
    const { name, policy: own, team: teamName } = read.value;
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 20242))`;
    const known = await transaction.stack.findFirst({
      where: { name, retiredAt: null },
      include: { team: true },
    });
    if (known === null || known.version !== input.version)
      return fail<TextRefusal>(conflict(`The stack ${name} is another by now: look at it again.`));
    const saved = readStackYaml(known.yaml);
    if (!saved.ok || restOf(saved.value) !== restOf(read.value))
      return fail<TextRefusal>(
        conflict(
          "More than its policy and its team is another here: save the rest first, with these as they were.",
        ),
      );
    const team = await transaction.team.findUnique({ where: { name: teamName } });
    if (team === null) return badPart("team", `There is no team ${teamName}.`);
    const goes = team.id !== known.teamId;
    const overrides = await checkOverrides(transaction, own);
    if (!overrides.ok) return overrides;
    const { policy } = await readPolicy(transaction);
    const held = readStoredOverrides(known.policy);
    const stays = canonicalJson(asStoredJson(held)) === canonicalJson(asStoredJson(own));
    if (stays && !goes)
      return fail<TextRefusal>(conflict("This is the policy, and the team, that it has now."));
    const other = await transaction.changeRequest.findFirst({
      where: { kind: "policy", stackId: known.id, state: { in: [...UNDER_WAY] } },
      select: { number: true },
    });
    if (other !== null)
      return fail<TextRefusal>(
        conflict(`Change #${other.number} asks for another policy or team already: it comes first.`),
      );
    const asked = askedStackPolicySchema.parse({
      kind: "stack-policy",
      policy: asStoredJson(own),
      ...(goes ? { teamId: team.id } : {}),
      version: input.version,
      yaml: input.yaml,
    });
    const words = policyWords(policyOfStack(policy, held), policyOfStack(policy, own));
    const now = await databaseTime(transaction);
    const created = await createChange(transaction, deps, actor, {
      kind: "policy",
      stackId: known.id,
      beneficiaryId: actor.personId,
      title: goes
        ? `Hand ${name} over to the team ${teamName}${stays ? "" : ", and change its policy"}`
        : `Change the policy of ${name}: what may be asked for, and who answers`,
      reason: input.reason,
      plan: emptyPlan("", ""),
      pin: stackPolicyPin(known.id, asked),
      effect: toldEffect([
        `From then on it holds for every request on ${name}, and for those that are approved and not yet applied.`,
        ...(goes ? teamWords(known.team.name, teamName) : []),
        ...(words.length === 0 && !stays ? ["It means what the organisation's policy says already."] : words),
      ]),
      requirement: requirementFor({ kind: "policy" }, policy.answers),
      answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
      requestKey: keyOfForm(input.requestKey, input),
      request: asked,
      diff: textDiff(known.yaml, input.yaml),
    });
    return succeed(created);
  });
