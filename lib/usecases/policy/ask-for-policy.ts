import { z } from "zod";
import { UNDER_WAY } from "#lib/core/approval/change-state.ts";
import { requirementFor } from "#lib/core/approval/requirement.ts";
import { policyWords } from "#lib/core/grant/policy-words.ts";
import { emptyPlan, toldEffect } from "#lib/core/plan/empty-plan.ts";
import { textDiff } from "#lib/core/plan/text-diff.ts";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { askedPolicySchema } from "#lib/formats/policy/asked-policy.ts";
import { printPolicyYaml, readPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { modelText } from "../model/model-text.ts";
import { readPolicy } from "../model/read-policy.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { badText, type TextRefusal } from "../model/text-refusal.ts";
import { authorise } from "../people/authorise.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { policyPin } from "./policy-pin.ts";

export const askForPolicyInput = z.strictObject({
  yaml: modelText,
  /** The version that was read and edited; 0 where there was none. */
  version: z.int().min(0),
  reason: reasonText,
  requestKey: requestKeyText,
});

/** A cloud admin asks for another policy. Another one approves it, and the worker puts it into force. */
export const askForPolicy = (
  deps: Deps,
  actor: PersonActor,
  input: z.output<typeof askForPolicyInput>,
): Promise<Result<CreatedChange, TextRefusal>> =>
  loggedTransaction(deps, actor, "policy.asked", {}, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-policy");
    if (refusal) return fail<TextRefusal>(refusal);
    const before = await sentBefore(transaction, actor, input.requestKey, input);
    if (!before.ok) return before;
    if (before.value !== null) return succeed(before.value);
    const read = readPolicyYaml(input.yaml);
    if (!read.ok) return badText(read.problem);
    const known = await readPolicy(transaction);
    if (known.version !== input.version)
      return fail<TextRefusal>(conflict("The policy is another by now: look at it again."));
    const diff = textDiff(printPolicyYaml(known.policy), printPolicyYaml(read.value));
    if (diff.length === 0) return fail<TextRefusal>(conflict("This is the policy that holds now."));
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('policy', 20244))`;
    const other = await transaction.changeRequest.findFirst({
      where: { kind: "policy", stackId: null, state: { in: [...UNDER_WAY] } },
      select: { number: true },
    });
    if (other !== null)
      return fail<TextRefusal>(
        conflict(`Change #${other.number} asks for another policy already: it comes first.`),
      );
    const asked = askedPolicySchema.parse({
      kind: "policy",
      policy: asStoredJson(read.value),
      version: input.version,
      yaml: input.yaml,
    });
    const now = await databaseTime(transaction);
    const created = await createChange(transaction, deps, actor, {
      kind: "policy",
      stackId: null,
      beneficiaryId: actor.personId,
      title: "Change the policy: what may be asked for, and who answers",
      reason: input.reason,
      plan: emptyPlan("", ""),
      pin: policyPin(asked),
      effect: toldEffect([
        "From then on it holds for every request, and for those that are approved and not yet applied.",
        ...policyWords(known.policy, read.value),
      ]),
      requirement: requirementFor({ kind: "policy" }, known.policy.answers),
      answerBy: new Date(now.getTime() + known.policy.answerWithinSeconds * 1_000),
      requestKey: keyOfForm(input.requestKey, input),
      request: asked,
      diff,
    });
    return succeed(created);
  });
