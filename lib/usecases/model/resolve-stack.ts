import { z } from "zod";
import { type Result, succeed } from "#lib/core/result.ts";
import { tiersOfGuardrail } from "#lib/formats/guardrail/guardrail-text.ts";
import type { StackText } from "#lib/formats/stack/stack-yaml.ts";
import type { Transaction } from "../ports.ts";
import { badPart, type TextRefusal } from "./text-refusal.ts";

/** The rows that a stack's text names. */
export interface ResolvedStack {
  readonly scopeId: string;
  readonly teamId: string;
  readonly patternId: string;
  /** The version that is meant now, when the text leaves it open. */
  readonly patternVersion: number;
}

/** Finds the account, team and pattern that a stack's text names, and checks that each tier has its group. */
export async function resolveStack(
  transaction: Transaction,
  text: StackText,
): Promise<Result<ResolvedStack, TextRefusal>> {
  const { accountId, region } = text;
  const scope = await transaction.scope.findUnique({ where: { accountId_region: { accountId, region } } });
  if (scope === null) return badPart("account", `Sallyport does not observe ${accountId} in ${region}.`);
  const team = await transaction.team.findUnique({ where: { name: text.team } });
  if (team === null) return badPart("team", `There is no team ${text.team}.`);
  const { name, version } = text.pattern;
  const pattern = await transaction.pattern.findFirst({
    where: { name, ...(version === null ? {} : { version }) },
    orderBy: { version: "desc" },
  });
  if (pattern === null) {
    return badPart("pattern", `There is no pattern ${name}${version === null ? "" : ` version ${version}`}.`);
  }
  const tiers = tierNames(pattern.parsed);
  for (const { tier } of text.bindings) {
    if (!tiers.includes(tier)) return badPart(`tiers.${tier}`, `The pattern ${name} has no tier ${tier}.`);
  }
  for (const [at, guardrail] of (text.guardrails ?? []).entries()) {
    for (const tier of tiersOfGuardrail(guardrail)) {
      if (!tiers.includes(tier))
        return badPart(`guardrails[${at}]`, `The pattern ${name} has no tier ${tier}.`);
    }
  }
  const unbound = tiers.filter((tier) => !text.bindings.some((binding) => binding.tier === tier));
  if (unbound.length > 0) return badPart("tiers", `No group plays ${unbound.join(", ")}.`);
  return succeed({
    scopeId: scope.id,
    teamId: team.id,
    patternId: pattern.id,
    patternVersion: pattern.version,
  });
}

/** A stored pattern was checked when it was saved; anything else here is a bug. */
function tierNames(parsed: unknown): readonly string[] {
  const { tiers } = storedTiers.parse(parsed);
  return tiers.map(({ name }) => name);
}

const storedTiers = z.object({ tiers: z.array(z.object({ name: z.string() })) });
