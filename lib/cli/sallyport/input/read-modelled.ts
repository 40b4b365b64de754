/** Model and observation together, for the commands that hold one against the other. */
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { limitsGiven } from "../command-line/limit-options.ts";
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
function aboutOf(given: GivenOptions, stacks: readonly ModelStack[]): Result<About, readonly InputProblem[]> {
  const limits = limitsGiven(given);
  if (!limits.ok) return limits;
  const names = valuesGiven(given, "stack");
  const asked = stacks.filter(({ stack }) => names.length === 0 || names.includes(stack.name));
  return succeed({
    accountId: valueGiven(given, "account") ?? onlyOne(asked.map(({ stack }) => stack.accountId)),
    region: valueGiven(given, "region"),
    likelyRegion: onlyOne(asked.map(({ stack }) => stack.region)),
    limits: limits.value,
  });
}

async function withoutModel(
  given: GivenOptions,
  around: Surroundings,
): Promise<Result<Modelled, readonly InputProblem[]>> {
  if (valuesGiven(given, "stack").length > 0)
    return fail([{ file: "--stack", place: null, reason: "A stack is part of a model: give --model PATH." }]);
  const about = aboutOf(given, []);
  if (!about.ok) return about;
  const estate = await readEstate(given.positionals, about.value, around);
  return estate.ok ? succeed({ estate: estate.value, stacks: [], passedOver: [] }) : estate;
}

/** Where no model is given, there are no stacks. */
export async function readModelled(
  given: GivenOptions,
  around: Surroundings,
): Promise<Result<Modelled, readonly InputProblem[]>> {
  const names = valuesGiven(given, "model");
  if (names.length === 0) return withoutModel(given, around);
  const model = readModel(names);
  if (!model.ok) return model;
  const about = aboutOf(given, model.value);
  if (!about.ok) return about;
  const estate = await readEstate(given.positionals, about.value, around);
  if (!estate.ok) return estate;
  const here = stacksHere(model.value, valuesGiven(given, "stack"), estate.value.observation);
  return here.ok ? succeed({ ...here.value, estate: estate.value }) : here;
}

/** For the commands that have nothing to say without a model. */
export async function readWithModel(
  given: GivenOptions,
  around: Surroundings,
): Promise<Result<Modelled, readonly InputProblem[]>> {
  if (valuesGiven(given, "model").length > 0) return readModelled(given, around);
  const reason = "Give the model: --model PATH, pattern and stack files or a directory of them.";
  return fail([{ file: "--model", place: null, reason }]);
}
