/** The words of a command line to options, strictly: what is not known is refused, with what was probably meant. */
import { parseArgs } from "node:util";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { nearestWord } from "./nearest-word.ts";
import type { GivenOptions, OptionModel } from "./options.ts";

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

/** parseArgs finds the words' kinds; whether they are allowed is judged here, for better sentences than its own. */
const tokensOf = (words: readonly string[], models: readonly OptionModel[]) =>
  parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      models.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? "boolean" : "string", ...(short === undefined ? {} : { short }) },
      ]),
    ),
  }).tokens;

const unknownOption = (token: OptionToken, models: readonly OptionModel[]): string => {
  const near = nearestWord(
    token.name,
    models.map(({ name }) => name),
  );
  return `There is no option ${token.rawName}.${near === null ? "" : ` Did you mean --${near}?`}`;
};

/** What is wrong with an option; null when nothing is. */
function wrongWith(token: OptionToken, model: OptionModel, isAgain: boolean): string | null {
  if (model.value === undefined)
    return token.value === undefined ? null : `${token.rawName} takes no value; it is a switch.`;
  if (token.value === undefined || token.value === "")
    return `${token.rawName} needs a value: ${model.value}.`;
  if (!token.inlineValue && token.value.startsWith("--"))
    return `${token.rawName} needs a value: ${model.value}. If ${token.value} is meant, write ${token.rawName}=${token.value}.`;
  if (isAgain && model.repeated !== true) return `${token.rawName} is given twice.`;
  if (model.among === undefined || model.among.includes(token.value)) return null;
  const near = nearestWord(token.value, model.among);
  const hint = near === null ? "" : ` Did you mean ${near}?`;
  return `${token.rawName} is one of ${model.among.join(", ")}, not ${token.value}.${hint}`;
}

export function readOptions(
  words: readonly string[],
  models: readonly OptionModel[],
): Result<GivenOptions, string> {
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(words, models)) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const model = models.find(({ name }) => name === token.name);
    if (model === undefined) return fail(unknownOption(token, models));
    const wrong = wrongWith(token, model, values.has(model.name));
    if (wrong !== null) return fail(wrong);
    if (model.value === undefined) switches.add(model.name);
    else values.set(model.name, [...(values.get(model.name) ?? []), token.value ?? ""]);
  }
  return succeed({ switches, values, positionals });
}
