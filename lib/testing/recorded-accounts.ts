/** The recorded accounts beside the project, which are not part of it: not every machine has them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Observation } from "#lib/core/group/observation.ts";
import type { DescribedFile } from "#lib/formats/ec2/describe/described-file.ts";
import { isDescribed } from "#lib/formats/ec2/describe/described-pages.ts";
import { readDescribed } from "#lib/formats/ec2/describe/read-described.ts";

const DATA = path.resolve(import.meta.dirname, "../../../shared/data");

export interface RecordedAccount {
  /** Its folder: `cloudmapper-demo/us-east-1`. */
  readonly name: string;
  readonly files: readonly DescribedFile[];
  readonly observation: Observation;
}

/** Why there are none, as the end of a sentence; null when there are. */
export const missingRecordedAccounts: string | null = existsSync(DATA)
  ? null
  : "the recorded accounts (../shared/data) are not on this machine";

/** Throws with what is wrong with the files: recorded ones have nothing wrong. */
export const readWhole = (files: readonly DescribedFile[]): Observation => {
  const read = readDescribed(files, { accountId: null, region: null, takenAt: "2026-01-01T00:00:00Z" });
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
};

const accountIn = (folder: string): RecordedAccount | null => {
  const files = readdirSync(path.join(DATA, folder))
    .filter((name) => name.endsWith(".json"))
    .map(
      (name): DescribedFile => ({
        name,
        json: JSON.parse(readFileSync(path.join(DATA, folder, name), "utf8")),
      }),
    )
    .filter(({ json }) => isDescribed(json));
  if (files.length === 0) return null;
  return { name: folder, files, observation: readWhole(files) };
};

export interface NamedRule {
  readonly name: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

const namedRulesFile = z.object({
  rules: z.record(z.string(), z.object({ fromPort: z.number(), toPort: z.number(), protocol: z.string() })),
});

/** The services that a much used Terraform module gives names to, as it writes them. */
export const namedRules = (): NamedRule[] => {
  const text = readFileSync(path.join(DATA, "terraform-named-rules/named-rules.json"), "utf8");
  const { rules } = namedRulesFile.parse(JSON.parse(text));
  return Object.entries(rules).map(([name, rule]) => ({ name, ...rule }));
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
