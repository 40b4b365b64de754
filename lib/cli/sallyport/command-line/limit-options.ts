/** Quotas of the account, where they are not Amazon's own defaults: nothing in the answers of describe tells them. */
import type { ObservedLimits } from "#lib/core/group/observation.ts";
import { DEFAULT_LIMITS } from "#lib/core/plan/quota.ts";
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

const wholeNumber = (given: GivenOptions, name: string): Result<number | null, InputProblem> => {
  const text = valueGiven(given, name);
  if (text === null) return succeed(null);
  return /^[1-9]\d{0,3}$/.test(text)
    ? succeed(Number(text))
    : fail({ file: `--${name}`, place: null, reason: `${text} is no whole number from 1 to 9999.` });
};

/** As an observation has them: null for one that nobody told. */
export function limitsGiven(given: GivenOptions): Result<ObservedLimits, readonly InputProblem[]> {
  const rulesPerGroup = wholeNumber(given, "rules-per-group");
  const groupsPerInterface = wholeNumber(given, "groups-per-interface");
  if (!rulesPerGroup.ok) return fail([rulesPerGroup.problem]);
  if (!groupsPerInterface.ok) return fail([groupsPerInterface.problem]);
  return succeed({
    rulesPerGroup: rulesPerGroup.value,
    groupsPerInterface: groupsPerInterface.value,
    asOf: null,
    problem: "No describe command tells the account's own; --rules-per-group and --groups-per-interface do.",
  });
}
