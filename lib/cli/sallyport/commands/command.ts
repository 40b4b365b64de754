/** One command: what it takes, what it says about itself, and what it does. */
import type { Result } from "#lib/core/result.ts";
import type { Report } from "#lib/formats/report/report.ts";
import type { GivenOptions, OptionModel } from "../command-line/options.ts";
import type { InputProblem } from "../input/input-problem.ts";
import type { Estate } from "../input/read-estate.ts";
import type { ModelStack } from "../input/read-model.ts";
import type { Document } from "../print/document.ts";
import type { Surroundings } from "../surroundings.ts";

export interface Answer {
  /** What `--format json` prints. */
  readonly report: Report;
  /** What `--format text` and `markdown` print. */
  readonly document: Document;
  /** Null where nothing was read. */
  readonly estate: Estate | null;
  /** The stacks it was held against; none where no model was asked for. */
  readonly models: readonly ModelStack[];
}

export interface Command {
  readonly name: string;
  /** A few words for the list of commands. */
  readonly summary: string;
  /** What comes after the name: `[OPTIONS] --model PATH... [FILE...]`. */
  readonly usage: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  /** Its own; the common ones are added. */
  readonly options: readonly OptionModel[];
  /** Whole command lines. The tests run each of them. */
  readonly examples: readonly string[];
  readonly run: (
    given: GivenOptions,
    around: Surroundings,
  ) => Promise<Result<Answer, readonly InputProblem[]>>;
}
