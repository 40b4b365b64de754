import type { ShownEntry } from "#components/audit/shown-entry.ts";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly subjects: ShownEntry["subjects"];
  readonly details: ShownEntry["details"];
}

/** Details that say in a word what it was about, beside or instead of a subject. */
const TELLING = ["role", "team", "name", "account", "accountId", "region"] as const;

/** What an entry is about, each subject a link to it. */
export const EntrySubjects = ({ subjects, details }: Props) => (
  <span className="inline-flex flex-wrap gap-x-3 gap-y-0.5">
    {subjects.change === null ? null : (
      <TextLink href={`/changes/${subjects.change.number}`}>change {subjects.change.number}</TextLink>
    )}
    {subjects.grant === null ? null : <span>grant {subjects.grant.number}</span>}
    {subjects.stack === null ? null : (
      <TextLink href={`/stacks/${encodeURIComponent(subjects.stack.name)}`}>
        <ForeignText text={subjects.stack.name} limit={48} />
      </TextLink>
    )}
    {subjects.person === null ? null : <ForeignText text={subjects.person.name} limit={48} />}
    {subjects.groupId === null ? null : <span className="font-mono">{foreignString(subjects.groupId)}</span>}
    {TELLING.map((name) => {
      const value = details[name];
      const isTold = value === subjects.stack?.name || value === subjects.person?.name;
      return typeof value === "string" && !isTold ? (
        <ForeignText key={name} text={value.replace("_", " ")} limit={60} />
      ) : null;
    })}
  </span>
);
