/** Proposed patterns and stacks as YAML, under the names they are kept by. */
import type { Adoption } from "#lib/core/adopt/adoption.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { proposalTexts } from "./proposal-texts.ts";

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

/** Each pattern once, then the stacks; of a whole adoption, or of some of its proposals. */
export function proposedFiles({ stacks }: Pick<Adoption, "stacks">, now: string): ProposedFile[] {
  const keptBy = { team: NO_TEAM, review: reviewDate(now) };
  const texts = stacks.map(({ stack }) => ({ stack, written: proposalTexts(stack, keptBy) }));
  const patterns = new Map(texts.map(({ stack, written }) => [patternFileName(stack), written.pattern]));
  return [
    ...[...patterns].map(([name, yaml]) => ({ name, yaml })),
    ...texts.map(({ stack, written }) => ({ name: stackFileName(stack), yaml: written.stack })),
  ];
}
