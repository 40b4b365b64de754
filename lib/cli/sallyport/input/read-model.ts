/** Pattern and stack files of the command line: which text is which, and every stack with the pattern it follows. */
import { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Pattern, Stack } from "#lib/core/tier/pattern.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readStackYaml, type StackText, type StandingSource } from "#lib/formats/stack/stack-yaml.ts";
import { readYaml } from "#lib/formats/yaml/read-yaml.ts";
import type { TextProblem } from "#lib/formats/yaml/text-problem.ts";
import { OWN_PATTERNS } from "../own-files.ts";
import type { InputProblem } from "./input-problem.ts";
import { type InputText, readTexts } from "./read-text.ts";

/** A stack, and the file that says so. */
export interface ModelStack {
  readonly stack: Stack;
  readonly standing: readonly StandingSource[];
  readonly file: string;
  readonly text: string;
}

type Problems = readonly InputProblem[];

const inFile = (file: string, problems: readonly TextProblem[]): Problems =>
  problems.map(({ line, column, path, message }) => ({
    file,
    place: `line ${line}, column ${column}`,
    reason: path === "" ? message : `${path}: ${message}`,
  }));

const ENDINGS = [".yaml", ".yml"];

interface ModelTexts {
  readonly patterns: { readonly pattern: Pattern; readonly file: string }[];
  readonly stacks: { readonly stack: StackText; readonly source: InputText }[];
}

/** A pattern has a version, a stack an account: by these they are told apart. */
function readModelText(source: InputText, into: ModelTexts): Problems {
  const { file, text } = source;
  const top = readYaml(text, z.looseObject({}));
  if (!top.ok) return inFile(file, top.problem);
  if ("account" in top.value) {
    const stack = readStackYaml(text);
    if (!stack.ok) return inFile(file, stack.problem);
    into.stacks.push({ stack: stack.value, source });
    return [];
  }
  const pattern = readPatternYaml(text);
  if (!pattern.ok) return inFile(file, pattern.problem);
  into.patterns.push({ pattern: pattern.value, file });
  return [];
}

const patternsNamed = (name: string, version: number | null, known: readonly Pattern[]): Pattern | null =>
  known
    .filter((each) => each.name === name && (version === null || each.version === version))
    .sort((a, b) => b.version - a.version)[0] ?? null;

function resolveStack(
  { stack: text, source }: ModelTexts["stacks"][number],
  known: readonly Pattern[],
): Result<ModelStack, InputProblem> {
  const { name, version } = text.pattern;
  const pattern = patternsNamed(name, version, known);
  const wrong = (reason: string) => fail({ file: source.file, place: null, reason });
  if (pattern === null) {
    const names = [...new Set(known.map((each) => `${each.name}@${each.version}`))].sort().join(", ");
    return wrong(
      `It follows the pattern ${name}${version === null ? "" : `@${version}`}, which is not among those given: ${names}.`,
    );
  }
  const tiers = pattern.tiers.map((tier) => tier.name);
  const strange = text.bindings.find(({ tier }) => !tiers.includes(tier));
  if (strange !== undefined)
    return wrong(`The pattern ${name} has no tier ${strange.tier}; it has ${tiers.join(", ")}.`);
  const { accountId, region, vpcId, bindings } = text;
  const openSources = text.standing.map((each) => ({ name: each.name, peer: each.peer }));
  const stack: Stack = {
    ...{ name: text.name, accountId, region, vpcId, pattern, bindings, openSources },
    ...(text.guardrails === undefined ? {} : { guardrails: text.guardrails }),
  };
  return succeed({ stack, standing: text.standing, file: source.file, text: source.text });
}

/** One name twice would make every sentence about it mean two things. */
const twice = (names: readonly { name: string; file: string }[]): Problems =>
  names.flatMap(({ name, file }, at) => {
    const first = names.findIndex((each) => each.name === name);
    const before = names[first];
    return first === at || before === undefined
      ? []
      : [{ file, place: null, reason: `${name} is also in ${before.file}.` }];
  });

/** Files, or directories of them. At least one stack is in the result. */
export function readModel(names: readonly string[]): Result<readonly ModelStack[], Problems> {
  const texts: ModelTexts = { patterns: [], stacks: [] };
  const problems: InputProblem[] = [];
  for (const name of names) {
    const files = readTexts(name, ENDINGS);
    if (!files.ok) problems.push(files.problem);
    else for (const file of files.value) problems.push(...readModelText(file, texts));
  }
  problems.push(
    ...twice(
      texts.patterns.map(({ pattern: { name, version }, file }) => ({ name: `${name}@${version}`, file })),
    ),
    ...twice(texts.stacks.map(({ stack, source }) => ({ name: stack.name, file: source.file }))),
  );
  const own: ModelTexts = { patterns: [], stacks: [] };
  const shipped = readTexts(OWN_PATTERNS, ENDINGS);
  if (shipped.ok) for (const file of shipped.value) readModelText(file, own);
  const given = texts.patterns.map(({ pattern }) => pattern);
  const isGiven = ({ name }: Pattern) => given.some((each) => each.name === name);
  const known = [...given, ...own.patterns.map(({ pattern }) => pattern).filter((each) => !isGiven(each))];
  const stacks: ModelStack[] = [];
  for (const each of texts.stacks) {
    const stack = resolveStack(each, known);
    if (stack.ok) stacks.push(stack.value);
    else problems.push(stack.problem);
  }
  if (problems.length > 0) return fail(problems);
  if (stacks.length > 0) return succeed(stacks);
  return fail([{ file: names.join(", "), place: null, reason: "There is no stack in it, only patterns." }]);
}
