/** What was given as an observation; or everything that is wrong with it, by file and place. */
import type { Observation } from "#lib/core/group/observation.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readDescribed } from "#lib/formats/ec2/describe/read-described.ts";
import type { GivenFile, LookProblem, PassedOver } from "./given-file.ts";
import type { Report } from "./progress.ts";
import { readFiles } from "./read-files.ts";

export interface Understood {
  readonly observation: Observation;
  readonly passedOver: readonly PassedOver[];
  /** The names of the files that were answers. */
  readonly used: ReadonlySet<string>;
  /** ISO 8601 UTC: when this look was taken, where it was kept as a file; else null. */
  readonly keptAt: string | null;
}

export interface Refused {
  /** Never empty. */
  readonly problems: readonly LookProblem[];
  readonly passedOver: readonly PassedOver[];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

export const rulesIn = ({ groups }: Observation): number =>
  groups.reduce((sum, { rules }) => sum + rules.length, 0);

/**
 * `now` is ISO 8601 UTC: the moment that stands for when the files were made. Ends before anything is analysed, so
 * that the JSON of a large account can be forgotten.
 */
export async function understand(
  files: readonly GivenFile[],
  now: string,
  report: Report,
): Promise<Result<Understood, Refused>> {
  const { documents, problems, passedOver, ...read } = await readFiles(files, report);
  if (problems.length > 0) return fail({ problems, passedOver });
  if (documents.length === 0) {
    const reason = "No file in it is the answer of an aws ec2 describe command.";
    return fail({ problems: [{ file: null, place: null, reason }], passedOver });
  }
  report({ step: "understand", part: 0, detail: "" });
  const keptAt = read.keptAt !== null && read.keptAt <= now ? read.keptAt : null;
  const described = readDescribed(documents, { accountId: null, region: null, takenAt: keptAt ?? now });
  if (!described.ok) {
    const inWords = described.problem.map(({ file, place, reason }) => ({
      file,
      place: place || null,
      reason,
    }));
    return fail({ problems: inWords, passedOver });
  }
  const { groups, interfaces } = described.value;
  const detail = `${counted(rulesIn(described.value), "rule")} in ${counted(groups.length, "group")}, ${counted(interfaces.length, "interface")}`;
  report({ step: "understand", part: 1, detail });
  const used = new Set(documents.map(({ name }) => name));
  return succeed({ observation: described.value, passedOver, used, keptAt });
}
