import { type GroupLabels, GroupName } from "#components/changes/group-name.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";

/** A sentence in which groups stand by id, with their names instead where the page knows them. */
export const NamedText = ({ text, labels }: { readonly text: string; readonly labels: GroupLabels }) => (
  <>
    {text.split(/(sg-[0-9a-f]+)/).map((part, at) =>
      Object.hasOwn(labels, part) ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence that was said never changes
        <GroupName key={at} groupId={part} labels={labels} />
      ) : (
        foreignString(part)
      ),
    )}
  </>
);
