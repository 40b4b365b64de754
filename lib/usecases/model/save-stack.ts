import { z } from "zod";
import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import { conflict } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readStoredOverrides } from "#lib/formats/policy/stored-policy.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { authorise } from "../people/authorise.ts";
import type { Actor, Deps } from "../ports.ts";
import { changeThatMakes } from "./change-that-makes.ts";
import { checkOverrides } from "./check-overrides.ts";
import { modelText } from "./model-text.ts";
import { resolveStack } from "./resolve-stack.ts";
import { whyStackStays } from "./stack-stays.ts";
import { keepStandingSources } from "./standing-sources.ts";
import { asStoredJson } from "./stored-json.ts";
import { badPart, badText, type TextRefusal } from "./text-refusal.ts";

export const saveStackInput = z.strictObject({
  yaml: modelText,
  /** The version that was read and edited; null for a stack that is new. */
  version: z.int().min(1).nullable(),
});

const askedFor = (what: string): string =>
  `Who says yes is not for one to say: leave its ${what} as it was here, and ask for another one, which another cloud admin approves.`;

export interface SavedStack {
  readonly stackId: string;
  readonly name: string;
  readonly version: number;
}

/** Saves a stack under the name its text gives. Nothing changes on EC2 by it: that takes a change request. */
export const saveStack = (
  deps: Pick<Deps, "db">,
  actor: Actor,
  input: z.output<typeof saveStackInput>,
): Promise<Result<SavedStack, TextRefusal>> =>
  loggedTransaction(deps, actor, "stack.saved", {}, async (transaction) => {
    const refusal = await authorise(transaction, actor, "edit-model");
    if (refusal) return fail<TextRefusal>(refusal);
    const read = readStackYaml(input.yaml);
    if (!read.ok) return badText(read.problem);
    const text = read.value;
    const resolved = await resolveStack(transaction, text);
    if (!resolved.ok) return resolved;
    const overrides = await checkOverrides(transaction, text.policy);
    if (!overrides.ok) return overrides;

    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${text.name}, 20242))`;
    const known = await transaction.stack.findUnique({ where: { name: text.name } });
    // A plan that came to nothing, or to a part, left its name: whoever binds the groups takes it over.
    const making = known?.planned === true ? await changeThatMakes(transaction, known.id) : null;
    if (making !== null) {
      return fail<TextRefusal>(conflict(`Change #${making} makes a stack named ${text.name}.`));
    }
    const current = known?.planned === true ? null : (known?.version ?? null);
    if (current !== input.version) {
      return fail<TextRefusal>(
        conflict(
          known === null || known.planned
            ? `There is no stack ${text.name} to change: a name stays what it is.`
            : `The stack ${text.name} is at version ${known.version}: somebody saved it before you.`,
        ),
      );
    }
    const held = known === null || known.planned ? {} : readStoredOverrides(known.policy);
    if (
      actor.kind === "person" &&
      canonicalJson(asStoredJson(held)) !== canonicalJson(asStoredJson(text.policy))
    )
      return badPart("policy", askedFor("policy"));
    const { scopeId, teamId, patternId, patternVersion } = resolved.value;
    if (actor.kind === "person" && known !== null && !known.planned && known.teamId !== teamId)
      return badPart("team", askedFor("team"));
    if (known !== null && !known.planned && known.scopeId !== scopeId) {
      const stays = await whyStackStays(transaction, known);
      if (stays !== null) return fail<TextRefusal>(stays);
    }
    const data = {
      scopeId,
      teamId,
      patternId,
      vpcId: text.vpcId,
      yaml: input.yaml,
      bindings: asStoredJson(text.bindings),
      policy: asStoredJson(text.policy),
      version: (known?.version ?? 0) + 1,
      planned: false,
      retiredAt: null,
    };
    const { id } =
      known === null
        ? await transaction.stack.create({ data: { ...data, name: text.name }, select: { id: true } })
        : await transaction.stack.update({ where: { id: known.id }, data, select: { id: true } });
    const standing = await keepStandingSources(transaction, id, text.standing, "given");
    if (!standing.ok) return standing;
    await appendAudit(transaction, {
      actor,
      action: "stack.saved",
      subjects: { stackId: id },
      details: {
        name: text.name,
        version: data.version,
        pattern: `${text.pattern.name}@${patternVersion}`,
        yaml: input.yaml,
        ...(known === null || known.planned ? {} : { yamlBefore: known.yaml }),
        ...(standing.value.length === 0 ? {} : { renamed: standing.value.map((source) => ({ ...source })) }),
      },
    });
    return succeed({ stackId: id, name: text.name, version: data.version });
  });
