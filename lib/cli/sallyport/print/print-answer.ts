/** An answer in the format that was asked for. */

import { type Result, succeed } from "#lib/core/result.ts";
import { type GivenOptions, valueGiven } from "../command-line/options.ts";
import type { Answer } from "../commands/command.ts";
import type { InputProblem } from "../input/input-problem.ts";
import type { Surroundings } from "../surroundings.ts";
import { printAsff } from "./asff/print-asff.ts";
import { printMarkdown } from "./print-markdown.ts";
import { printText } from "./print-text.ts";
import { printSarif } from "./sarif/print-sarif.ts";

/** As wide as text is pleasant to read, where nobody tells how wide it may be. */
const WIDTH = 100;
const WIDEST = 140;
const NARROWEST = 40;

const isWidth = (text: string | undefined): boolean => /^[1-9]\d{1,3}$/.test(text ?? "");

function widthOf({ environment, terminal }: Surroundings): number {
  const width = isWidth(environment.COLUMNS) ? Number(environment.COLUMNS) : (terminal?.columns ?? WIDTH);
  return Math.min(WIDEST, Math.max(NARROWEST, width));
}

/** NO_COLOR (no-color.org) counts when it is not empty; what is asked for on the command line comes first. */
function isColoured(given: GivenOptions, { environment, terminal }: Surroundings): boolean {
  const when = valueGiven(given, "color") ?? "auto";
  if (when !== "auto") return when === "always";
  if ((environment.NO_COLOR ?? "") !== "" || environment.TERM === "dumb") return false;
  return terminal !== null || ((environment.FORCE_COLOR ?? "") !== "" && environment.FORCE_COLOR !== "0");
}

export function printAnswer(
  answer: Answer,
  given: GivenOptions,
  around: Surroundings,
): Result<string, readonly InputProblem[]> {
  switch (valueGiven(given, "format")) {
    case "json":
      return succeed(`${JSON.stringify(answer.report, null, 2)}\n`);
    case "sarif":
      return succeed(printSarif(answer));
    case "asff":
      return printAsff(answer, around);
    case "markdown":
      return succeed(printMarkdown(answer.document));
    default:
      return succeed(
        printText(answer.document, { width: widthOf(around), colour: isColoured(given, around) }),
      );
  }
}
