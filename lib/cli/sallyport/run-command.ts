/** A whole command line: what goes to standard output, to standard error, and the exit code. Touches neither itself. */

import { visibleLine } from "#lib/core/visible-text.ts";
import { commandHelp, generalHelp } from "./command-line/help.ts";
import { nearestWord } from "./command-line/nearest-word.ts";
import { hasSwitch } from "./command-line/options.ts";
import { readOptions } from "./command-line/read-options.ts";
import { COMMON } from "./command-line/shared-options.ts";
import { COMMANDS } from "./commands/all-commands.ts";
import { printInputProblem } from "./input/input-problem.ts";
import { ownVersion } from "./own-files.ts";
import { printAnswer } from "./print/print-answer.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Ended {
  readonly output: string;
  readonly problems: string;
  /** 0 in line, 1 findings, 2 could not tell or the input is wrong. */
  readonly code: 0 | 1 | 2;
}

const CODES = { "in-line": 0, findings: 1, "cannot-tell": 2 } as const;

const said = (output: string): Ended => ({ output: `${output}\n`, problems: "", code: 0 });
/** Names in a problem may come from a file: what is hidden in them is shown. */
const refused = (problems: readonly string[], hint = ""): Ended => ({
  output: "",
  problems: `${problems.map((problem) => `sallyport: ${visibleLine(problem)}\n`).join("")}${hint}`,
  code: 2,
});

function withoutCommand(word: string | undefined): Ended {
  if (word === undefined) return { output: "", problems: `${generalHelp(COMMANDS)}\n`, code: 2 };
  if (word === "--help" || word === "-h" || word === "help") return said(generalHelp(COMMANDS));
  if (word === "--version" || word === "-V") return said(ownVersion());
  const names = COMMANDS.map(({ name }) => name);
  const near = nearestWord(word, names);
  const hint = near === null ? ` There are: ${names.join(", ")}.` : ` Did you mean ${near}?`;
  return refused([`There is no command ${word}.${hint}`]);
}

export async function runCommand(words: readonly string[], around: Surroundings): Promise<Ended> {
  const [name, ...rest] = words;
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) return withoutCommand(name);
  const given = readOptions(rest, [...command.options, ...COMMON]);
  if (!given.ok) return refused([given.problem], `sallyport ${command.name} --help says what there is.\n`);
  if (hasSwitch(given.value, "help")) return said(commandHelp(command));
  const answer = await command.run(given.value, around);
  if (!answer.ok) return refused(answer.problem.map(printInputProblem));
  const output = printAnswer(answer.value, given.value, around);
  if (!output.ok) return refused(output.problem.map(printInputProblem));
  const { verdict } = answer.value.report;
  const isAccepted = verdict === "cannot-tell" && hasSwitch(given.value, "accept-unknown");
  return {
    output: output.value,
    problems: "",
    code: isAccepted ? 0 : CODES[verdict],
  };
}
