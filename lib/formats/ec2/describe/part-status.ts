/** How far a part of an observation was given. */
import type { PartStatus } from "#lib/core/group/observation.ts";
import { commandOf, type ListingKey, type Page } from "./described-pages.ts";

/** A listing is whole when it was given and its last page is among the pages: one without a token for more. */
export const isWhole = (pages: readonly Page[]): boolean => pages.some((page) => !page.goesOn);

export const partStatus = (key: ListingKey, pages: readonly Page[], takenAt: string): PartStatus => {
  if (isWhole(pages)) return { complete: true, asOf: takenAt, problem: null };
  const command = `aws ec2 ${commandOf(key)}`;
  const problem =
    pages.length === 0
      ? `The answer of ${command} was not given.`
      : `The answer of ${command} goes on: its last page was not given.`;
  return { complete: false, asOf: null, problem };
};
