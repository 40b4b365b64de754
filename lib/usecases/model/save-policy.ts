import { z } from "zod";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { printPolicyYaml, readPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { databaseTime } from "../database-time.ts";
import { authorise } from "../people/authorise.ts";
import type { Deps, SystemActor } from "../ports.ts";
import { modelText } from "./model-text.ts";
import { POLICY_KEY, readPolicy } from "./read-policy.ts";
import { asStoredJson } from "./stored-json.ts";
import { badText, type TextRefusal } from "./text-refusal.ts";

export const savePolicyInput = z.strictObject({
  yaml: modelText,
  /** The version that was read and edited; 0 where there was none. */
  version: z.int().min(0),
});

/** The operator, who owns the database, sets the policy. People ask for another one (`askForPolicy`). */
export const savePolicy = (
  deps: Pick<Deps, "db">,
  actor: SystemActor,
  input: z.output<typeof savePolicyInput>,
): Promise<Result<{ readonly version: number }, TextRefusal>> =>
  loggedTransaction(deps, actor, "policy.saved", {}, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-policy");
    if (refusal) return fail<TextRefusal>(refusal);
    const read = readPolicyYaml(input.yaml);
    if (!read.ok) return badText(read.problem);
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${POLICY_KEY}, 20243))`;
    const known = await readPolicy(transaction);
    if (known.version !== input.version) {
      return fail<TextRefusal>(conflict("Somebody saved the policy before you: look at it again."));
    }
    const data = {
      value: asStoredJson(read.value),
      version: known.version + 1,
      updatedAt: await databaseTime(transaction),
    };
    await transaction.setting.upsert({
      where: { key: POLICY_KEY },
      create: { key: POLICY_KEY, ...data },
      update: data,
      select: { key: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "policy.saved",
      details: { version: data.version, yamlBefore: printPolicyYaml(known.policy), yaml: input.yaml },
    });
    return succeed({ version: data.version });
  });
