/** A generated account as the text of its describe answers, and what is made of them. */
import { type AccountDiff, diffAccount } from "#lib/core/diff/diff-account.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { type DescribedFile, printDescribedProblem } from "#lib/formats/ec2/describe/described-file.ts";
import { makeOfDescribed } from "#lib/formats/ec2/describe/read-described.ts";
import { generateAccount } from "#lib/testing/account/generated-account.ts";

export interface AccountText {
  readonly stacks: readonly Stack[];
  readonly driftedGroups: number;
  /** Indented by four, as the AWS command line prints it. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

const SEED = 1;
const RULES = 60;
const INTERFACES_A_GROUP = 4;
const DRIFT = 0.1;

export const accountText = (groups: number): AccountText => {
  const size = { groups, rulesOfGroup: RULES, interfaces: groups * INTERFACES_A_GROUP, drift: DRIFT };
  const account = generateAccount(size, SEED);
  return {
    stacks: account.stacks,
    driftedGroups: account.driftedGroupIds.length,
    files: Array.from(account.answers, ({ name, json }) => ({ name, text: JSON.stringify(json, null, 4) })),
  };
};

/** The baseline: what the runtime itself takes to read the text. */
export const parseFiles = ({ files }: AccountText): DescribedFile[] =>
  files.map(({ name, text }) => ({ name, json: JSON.parse(text) as unknown }));

const ABOUT = { accountId: null, region: null, takenAt: "2026-01-01T00:00:00Z" };

const read = <Answer>(
  files: readonly DescribedFile[],
  make: (observation: Observation) => Answer,
): Answer => {
  const made = makeOfDescribed(files, ABOUT, make);
  if (!made.ok) throw new Error(made.problem.map(printDescribedProblem).join("\n"));
  return made.value;
};

export const observe = (files: readonly DescribedFile[]): Observation =>
  read(files, (observation) => observation);

/** From parsed JSON to every finding of every stack. */
export const fullDiff = (stacks: readonly Stack[], files: readonly DescribedFile[]): AccountDiff =>
  read(files, (observation) => diffAccount(stacks, observation));
