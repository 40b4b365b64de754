import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { type EstateInput, estateSchema } from "./estate.ts";
import { type RecordedAnswers, recordedAnswers, recordedKeys } from "./recorded-answers.ts";
import { recordedOwner, recordedRegion } from "./recorded-region.ts";

type Account = EstateInput["accounts"][number];

export interface RecordedEstate {
  readonly estate: EstateInput;
  /** What was left out of the estate, one sentence each. */
  readonly skipped: readonly string[];
}

/** The account of a recording that names none. */
const unnamedAccount = "123456789012";

/**
 * Makes an estate from recorded `describe-*` answers anywhere under a folder. A file counts by what it holds
 * (`{"SecurityGroups": [...]}`), not by its name: `ec2-describe-security-groups.json`, `SecurityGroups.json` and
 * one big file all do. Files of one folder are one Region, named by the folder or by its subnets' zones; Region
 * folders beside each other are one account. Nobody recorded keys, so the caller gives them.
 */
export async function loadRecordedEstate(
  folder: string,
  access: (account: string) => Pick<Account, "accessKeys" | "roles">,
): Promise<RecordedEstate> {
  const recordings = await findRecordings(folder);
  if (recordings.length === 0) throw new Error(`no recorded describe-* answers were found under ${folder}`);
  const byAccount = Map.groupBy(recordings, (recording) => dirname(recording.path));
  const skipped: string[] = [];
  const accounts = [...byAccount].map(([path, regions]): Account => {
    const owners = regions.flatMap((recording) => recordedOwner(recording.answers) ?? []);
    const id = owners[0] ?? unnamedAccount;
    return {
      id,
      name: basename(path),
      ...access(id),
      regions: regions.map((recording) => {
        const made = recordedRegion(regionName(recording), recording.answers);
        skipped.push(...made.skipped);
        return made.region;
      }),
    };
  });
  const ids = accounts.map((account) => account.id);
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined)
    throw new Error(`${folder} has two recordings of account ${twin}; load one at a time`);
  return { estate: estateSchema.parse({ accounts }), skipped };
}

interface Recording {
  readonly path: string;
  readonly answers: RecordedAnswers;
}

async function findRecordings(folder: string): Promise<readonly Recording[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".json"));
  const byFolder = Map.groupBy(files, (file) => file.parentPath);
  const recordings = await Promise.all(
    [...byFolder].map(async ([path, inside]) => {
      const texts = inside.map((file) => join(path, file.name)).sort();
      return { path, parts: (await Promise.all(texts.map(readPart))).filter((part) => part !== undefined) };
    }),
  );
  return recordings
    .filter(({ parts }) => parts.length > 0)
    .map(({ path, parts }) => ({ path, answers: recordedAnswers.parse(Object.assign({}, ...parts)) }))
    .sort((one, other) => one.path.localeCompare(other.path));
}

/** The useful top-level lists of one file, or undefined where it has none. */
async function readPart(path: string): Promise<Record<string, unknown> | undefined> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(await readFile(path, "utf8"), path));
  if (!parsed.success) return undefined;
  const useful = Object.entries(parsed.data).filter(
    ([key, value]) => recordedKeys.includes(key) && Array.isArray(value),
  );
  if (useful.length === 0) return undefined;
  const part = Object.fromEntries(useful);
  const checked = recordedAnswers.safeParse(part);
  if (!checked.success)
    throw new Error(`${path} is not a describe-* answer:\n${z.prettifyError(checked.error)}`);
  return part;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON`);
  }
}

function regionName({ path, answers }: Recording): string {
  const name = basename(path);
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(name)) return name;
  return answers.Subnets[0]?.AvailabilityZone.replace(/[a-z]$/, "") ?? "us-east-1";
}
