/** The files of a command line as an observation: what `aws ec2 describe-*` printed, from files, directories or a pipe. */
import type { Observation, ObservedLimits } from "#lib/core/group/observation.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { DescribedFile } from "#lib/formats/ec2/describe/described-file.ts";
import { isDescribed } from "#lib/formats/ec2/describe/described-pages.ts";
import { readDescribed } from "#lib/formats/ec2/describe/read-described.ts";
import { jsonDocuments } from "#lib/formats/json/json-documents.ts";
import type { Surroundings } from "../surroundings.ts";
import type { InputProblem } from "./input-problem.ts";
import { decode, type InputText, readTexts } from "./read-text.ts";

/** What was given, as it was given: SARIF points into it. */
export interface EstateText {
  readonly file: string;
  readonly text: string;
  readonly documents: readonly { readonly json: unknown; readonly offset: number }[];
}

export interface Estate {
  readonly observation: Observation;
  readonly index: ObservationIndex;
  readonly texts: readonly EstateText[];
}

/** What somebody says who knows. */
export interface About {
  /** Null: as the files say. */
  readonly accountId: string | null;
  readonly region: string | null;
  /** Taken where the files do not tell the Region, and nobody said it. */
  readonly likelyRegion: string | null;
  readonly limits: ObservedLimits;
}

export const STANDARD_INPUT = "standard input";

type Problems = readonly InputProblem[];

async function textsOf(
  names: readonly string[],
  around: Surroundings,
): Promise<Result<InputText[], Problems>> {
  const texts: InputText[] = [];
  const problems: InputProblem[] = [];
  for (const name of names.length === 0 ? ["-"] : names) {
    if (name !== "-") {
      const files = readTexts(name, [".json"]);
      if (files.ok) texts.push(...files.value);
      else problems.push(files.problem);
      continue;
    }
    const bytes = await around.readInput();
    if (bytes !== null) texts.push({ file: STANDARD_INPUT, text: decode(bytes), found: false });
    else {
      const reason =
        "Nothing is piped in. Name files, or pipe: aws ec2 describe-security-groups | sallyport check";
      problems.push({ file: STANDARD_INPUT, place: null, reason });
    }
  }
  return problems.length > 0 ? fail(problems) : succeed(texts);
}

const parsed = (texts: readonly InputText[]): Result<EstateText[], Problems> => {
  const problems: InputProblem[] = [];
  const all = texts.flatMap(({ file, text, found }): EstateText[] => {
    const documents = jsonDocuments(text);
    if (!documents.ok) {
      const { at, reason } = documents.problem;
      const place = at === null ? null : `line ${at.line}, column ${at.column}`;
      problems.push(
        /\.ya?ml$/i.test(file)
          ? { file, place: null, reason: "It is YAML: patterns and stacks are given with --model." }
          : { file, place, reason },
      );
      return [];
    }
    const read = documents.value.filter(({ json }) => !found || isDescribed(json));
    return read.length === 0 ? [] : [{ file, text, documents: read }];
  });
  if (problems.length > 0) return fail(problems);
  if (all.length > 0) return succeed(all);
  const reason = "No file in it is the answer of an aws ec2 describe command.";
  return fail([{ file: texts.map(({ file }) => file).join(", "), place: null, reason }]);
};

export async function readEstate(
  names: readonly string[],
  about: About,
  around: Surroundings,
): Promise<Result<Estate, Problems>> {
  const given = await textsOf(names, around);
  if (!given.ok) return given;
  const texts = parsed(given.value);
  if (!texts.ok) return texts;
  const files = texts.value.flatMap(({ file, documents }): DescribedFile[] =>
    documents.map(({ json }) => ({ name: file, json })),
  );
  const { accountId, region, likelyRegion, limits } = about;
  const read = readDescribed(files, { accountId, region, takenAt: around.now });
  if (read.ok) {
    const observation = { ...read.value, region: read.value.region || (likelyRegion ?? ""), limits };
    return succeed({ observation, index: indexObservation(observation), texts: texts.value });
  }
  return fail(
    read.problem.map(({ file, place, reason }) => ({
      file: file ?? texts.value.map((each) => each.file).join(", "),
      place: place === "" ? null : place,
      reason,
    })),
  );
}
