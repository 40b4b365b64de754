/** What a rule says about groups it could not look into. Unknown is never shown as good. */
import type { CatalogueContext } from "./catalogue-context.ts";
import type { FindingDraft, Remedy, Subject } from "./catalogue-finding.ts";
import { counted, listed } from "./words.ts";

const READ_FIRST: Remedy = {
  kind: "none",
  because: "It could not be read well enough to judge; nothing is changed on a guess.",
};

/** One thing that nobody can tell, in a sentence of its own. */
export const cannotTell = (
  about: string,
  subject: Subject,
  groupIds: readonly string[],
  sentence: string,
  stack: string | null = null,
): FindingDraft => ({
  about,
  certainty: "cannot-tell",
  subject,
  stack,
  groupIds,
  sentence,
  witness: null,
  extent: null,
  remedy: READ_FIRST,
});

/**
 * For rules that look at every group: those whose rules were not read, and those that were not listed. `question`: what
 * cannot be told, as it follows "whether".
 */
export const unreadGroups = (question: string, context: CatalogueContext): FindingDraft[] => {
  const { unreadGroupIds: unread, nameOf, index } = context;
  const names = listed(unread.map(nameOf));
  return [
    ...(unread.length === 0
      ? []
      : [
          cannotTell(
            "unread-groups",
            { kind: "account" },
            unread,
            `It cannot be told whether ${question}: the rules of ${counted(unread.length, "group")} could not be read (${names}).`,
          ),
        ]),
    ...(index.observation.parts.groups.complete
      ? []
      : [
          cannotTell(
            "unlisted-groups",
            { kind: "account" },
            [],
            `It cannot be told whether ${question}: the groups were not all listed.`,
          ),
        ]),
  ];
};

/** For rules that ask who carries what. */
export const unreadInterfaces = (question: string, { index }: CatalogueContext): FindingDraft[] =>
  index.observation.parts.interfaces.complete
    ? []
    : [
        cannotTell(
          "unread-interfaces",
          { kind: "account" },
          [],
          `It cannot be told whether ${question}: the network interfaces were not all read.`,
        ),
      ];
