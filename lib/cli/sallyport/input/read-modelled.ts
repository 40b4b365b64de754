/** Model and observation together, for the commands that hold one against the other. */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { type GivenOptions, valueGiven, valuesGiven } from "../command-line/options.ts";
import type { Surroundings } from "../surroundings.ts";
import type { InputProblem } from "./input-problem.ts";
import { type About, type Estate, readEstate } from "./read-estate.ts";
import { type ModelStack, readModel } from "./read-model.ts";
import { type StacksHere, stacksHere } from "./stacks-here.ts";

export interface Modelled extends StacksHere {
  readonly estate: Estate;
}

const onlyOne = (values: readonly string[]): string | null => {
  const [first = null, ...others] = [...new Set(values)];
  return others.length === 0 ? first : null;
};

/** What was said, and where nothing was, what a model of one account and Region lets expect. */
export const aboutOf = (given: GivenOptions, stacks: readonly ModelStack[]): About => {
  const names = valuesGiven(given, "stack");
  const asked = stacks.filter(({ stack }) => names.length === 0 || names.includes(stack.name));
  return {
    accountId: valueGiven(given, "account") ?? onlyOne(asked.map(({ stack }) => stack.accountId)),
    region: valueGiven(given, "region"),
    likelyRegion: onlyOne(asked.map(({ stack }) => stack.region)),
  };
};

export async function readModelled(
  given: GivenOptions,
  around: Surroundings,
): Promise<Result<Modelled, readonly InputProblem[]>> {
  const names = valuesGiven(given, "model");
  if (names.length === 0) {
    const reason = "Give the model: --model PATH, pattern and stack files or a directory of them.";
    return fail([{ file: "--model", place: null, reason }]);
  }
  const model = readModel(names);
  if (!model.ok) return model;
  const estate = await readEstate(given.positionals, aboutOf(given, model.value), around);
  if (!estate.ok) return estate;
  const here = stacksHere(model.value, valuesGiven(given, "stack"), estate.value.observation);
  return here.ok ? succeed({ ...here.value, estate: estate.value }) : here;
}
