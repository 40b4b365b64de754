/** The recorded accounts beside the project, which are not part of it: not every machine has them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Observation } from "#lib/core/group/observation.ts";
import { isDescribed } from "#lib/formats/ec2/describe/described-pages.ts";
import { readDescribed } from "#lib/formats/ec2/describe/read-described.ts";

const DATA = path.resolve(import.meta.dirname, "../../../shared/data");

export interface RecordedAccount {
  /** Its folder: `cloudmapper-demo/us-east-1`. */
  readonly name: string;
  readonly observation: Observation;
}

/** Why there are none, as the end of a sentence; null when there are. */
export const missingRecordedAccounts: string | null = existsSync(DATA)
  ? null
  : "the recorded accounts (../shared/data) are not on this machine";

const accountIn = (folder: string): RecordedAccount | null => {
  const files = readdirSync(path.join(DATA, folder))
    .filter((name) => name.endsWith(".json"))
    .map((name): { name: string; json: unknown } => ({
      name,
      json: JSON.parse(readFileSync(path.join(DATA, folder, name), "utf8")),
    }))
    .filter(({ json }) => isDescribed(json));
  if (files.length === 0) return null;
  const read = readDescribed(files, { accountId: null, region: null, takenAt: "2026-01-01T00:00:00Z" });
  if (!read.ok) throw new Error(`${folder}: ${JSON.stringify(read.problem)}`);
  return { name: folder, observation: read.value };
};

/** Every folder that holds describe answers, one for each account and Region. */
export const recordedAccounts = (): RecordedAccount[] => {
  if (missingRecordedAccounts !== null) return [];
  const folders = readdirSync(DATA, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const regions = folders.flatMap(({ name }) =>
    readdirSync(path.join(DATA, name), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((region) => `${name}/${region.name}`),
  );
  return regions.map(accountIn).filter((account) => account !== null);
};
