import type { ReactNode } from "react";
import type { ShownEntry } from "#components/audit/shown-entry.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** Details that say in a word what it was about, beside or instead of a subject. */
const TELLING = ["role", "team", "name", "account", "accountId", "region"] as const;

const told = ({ subjects, details }: Pick<ShownEntry, "subjects" | "details">): readonly string[] =>
  TELLING.flatMap((name) => {
    const value = details[name];
    const isTold = value === subjects.stack?.name || value === subjects.person?.name;
    return typeof value === "string" && !isTold ? [value.replaceAll("_", " ")] : [];
  });

/** What an entry is about, each subject a link to it; null where it names nothing. */
export function entrySubjects(entry: Pick<ShownEntry, "subjects" | "details">): ReactNode {
  const { change, grant, stack, person, groupId } = entry.subjects;
  const words = [...new Set(told(entry))];
  const named = [change, grant, stack, person, groupId].some((subject) => subject !== null);
  if (!named && words.length === 0) return null;
  return (
    <span className="inline-flex flex-wrap gap-x-3 gap-y-0.5">
      {change === null ? null : (
        <TextLink href={`/changes/${change.number}`}>change {change.number}</TextLink>
      )}
      {grant === null ? null : <span>grant {grant.number}</span>}
      {stack === null ? null : (
        <TextLink href={`/stacks/${encodeURIComponent(stack.name)}`}>
          <ForeignText text={stack.name} limit={48} />
        </TextLink>
      )}
      {person === null ? null : <ForeignText text={person.name} limit={48} />}
      {groupId === null ? null : <span className="font-mono">{foreignString(groupId)}</span>}
      {words.map((word) => (
        <ForeignText key={word} text={word} limit={60} />
      ))}
    </span>
  );
}
