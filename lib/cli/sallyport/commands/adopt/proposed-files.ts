/** Proposed patterns and stacks as YAML, under the names they are kept by. */
import type { Adoption } from "#lib/core/adopt/adoption.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { printPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { printStackYaml } from "#lib/formats/stack/stack-yaml.ts";

export interface ProposedFile {
  readonly name: string;
  readonly yaml: string;
}

/** Nobody has said whose it is: a word that asks to be replaced, and that the schema takes. */
const NO_TEAM = "unassigned";

const REVIEW_DAYS = 90;

/** What is open without an end is looked at again; `now` is ISO 8601. */
const reviewDate = (now: string): string =>
  new Date(Date.parse(now) + REVIEW_DAYS * 86_400_000).toISOString().slice(0, 10);

export const stackFileName = (stack: Stack): string => `${stack.name}.yaml`;
const patternFileName = ({ pattern }: Stack): string => `pattern-${pattern.name}.yaml`;

const stackYaml = (stack: Stack, now: string): string =>
  printStackYaml({
    name: stack.name,
    accountId: stack.accountId,
    region: stack.region,
    vpcId: stack.vpcId,
    team: NO_TEAM,
    pattern: { name: stack.pattern.name, version: stack.pattern.version },
    bindings: stack.bindings,
    standing: stack.openSources.map((source) => ({ ...source, owner: null, review: reviewDate(now) })),
    policy: {},
  });

/** Each pattern once, then the stacks. */
export function proposedFiles({ stacks }: Adoption, now: string): ProposedFile[] {
  const patterns = new Map(
    stacks.map(({ stack }) => [patternFileName(stack), printPatternYaml(stack.pattern)]),
  );
  return [
    ...[...patterns].map(([name, yaml]) => ({ name, yaml })),
    ...stacks.map(({ stack }) => ({ name: stackFileName(stack), yaml: stackYaml(stack, now) })),
  ];
}
