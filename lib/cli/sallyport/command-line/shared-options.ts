/** Options that mean the same for every command that has them. */
import type { OptionModel } from "./options.ts";

const FORMATS = ["text", "json", "sarif", "asff", "markdown"] as const;

export const HELP: OptionModel = { name: "help", short: "h", help: "Say what this command does, and stop" };

export const MODEL: OptionModel = {
  name: "model",
  short: "m",
  value: "PATH",
  repeated: true,
  help: "Pattern and stack files (YAML), or a directory of them; may be given again",
};

export const STACK: OptionModel = {
  name: "stack",
  short: "s",
  value: "NAME",
  repeated: true,
  help: "Only this stack of the model; may be given again",
};

/** What every command has, last in its help. */
export const COMMON: readonly OptionModel[] = [
  {
    name: "format",
    short: "f",
    value: "FORMAT",
    among: FORMATS,
    help: "text (for a terminal), json, sarif (2.1.0), asff (batches for Security Hub, one a line) or markdown",
  },
  { name: "account", value: "ID", help: "The account, where the files name several or none" },
  { name: "region", value: "NAME", help: "The Region, where the files do not tell it" },
  { name: "accept-unknown", help: "Exit with 0 although something could not be told; it is still shown" },
  {
    name: "color",
    value: "WHEN",
    among: ["auto", "always", "never"],
    help: "Colour in text; NO_COLOR is respected",
  },
  HELP,
];
