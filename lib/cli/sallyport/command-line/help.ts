/** What `--help` prints. */
import type { Command } from "../commands/command.ts";
import type { OptionModel } from "./options.ts";
import { COMMON } from "./shared-options.ts";

const WIDTH = 80;

const wrap = (text: string, indent: number): string => {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > WIDTH - indent) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
};

const table = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${wrap(right, width + 4)}`).join("\n");
};

const optionRow = ({ name, short, value, help }: OptionModel): readonly [string, string] => [
  `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  help,
];

const EXITS = table([
  ["0", "in line: nothing to say, or notes only"],
  ["1", "findings"],
  ["2", "could not tell, or the input is wrong: which file, where, and why"],
]);

const FILES = wrap(
  "FILE is the JSON that an aws ec2 describe command printed, or a directory of such files; - or none is standard input, where several answers may follow one another.",
  0,
);

export const commandHelp = (command: Command): string =>
  [
    `sallyport ${command.name}: ${command.summary}`,
    `Usage: sallyport ${command.name} ${command.usage}`,
    ...command.description.map((paragraph) => wrap(paragraph, 0)),
    FILES,
    `Options:\n${table([...command.options, ...COMMON].map(optionRow))}`,
    `Examples:\n${command.examples.map((line) => `  ${line}`).join("\n")}`,
    `Exit codes:\n${EXITS}`,
  ].join("\n\n");

export const generalHelp = (commands: readonly Command[]): string =>
  [
    "sallyport: security groups, exactly, from the JSON that the AWS CLI prints.\nNo server, no database, no network, no AWS account.",
    "Usage: sallyport COMMAND [OPTIONS] [FILE...]",
    `Commands:\n${table(commands.map(({ name, summary }) => [name, summary]))}`,
    FILES,
    "sallyport COMMAND --help says more of each. sallyport --version prints the version.",
    `Exit codes:\n${EXITS}`,
  ].join("\n\n");
