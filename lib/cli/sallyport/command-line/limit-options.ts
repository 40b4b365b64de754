/** Quotas of the account, where they are not Amazon's own defaults: nothing in the answers of describe tells them. */
import { DEFAULT_LIMITS, type Limits } from "#lib/core/plan/quota.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { InputProblem } from "../input/input-problem.ts";
import { type GivenOptions, type OptionModel, valueGiven } from "./options.ts";

export const LIMITS: readonly OptionModel[] = [
  {
    name: "rules-per-group",
    value: "N",
    help: `The account's quota of rules per group and direction (${DEFAULT_LIMITS.rulesPerGroup} unless raised)`,
  },
  {
    name: "groups-per-interface",
    value: "N",
    help: `The account's quota of groups per interface (${DEFAULT_LIMITS.groupsPerInterface} unless raised)`,
  },
];

const wholeNumber = (given: GivenOptions, name: string, unless: number): Result<number, InputProblem> => {
  const text = valueGiven(given, name) ?? `${unless}`;
  return /^[1-9]\d{0,3}$/.test(text)
    ? succeed(Number(text))
    : fail({ file: `--${name}`, place: null, reason: `${text} is no whole number from 1 to 9999.` });
};

export function limitsGiven(given: GivenOptions): Result<Limits, readonly InputProblem[]> {
  const rules = wholeNumber(given, "rules-per-group", DEFAULT_LIMITS.rulesPerGroup);
  const groups = wholeNumber(given, "groups-per-interface", DEFAULT_LIMITS.groupsPerInterface);
  if (!rules.ok) return fail([rules.problem]);
  if (!groups.ok) return fail([groups.problem]);
  return succeed({ rulesPerGroup: rules.value, groupsPerInterface: groups.value });
}
