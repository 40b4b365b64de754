import type { ReactNode } from "react";
import { entrySubjects } from "#components/audit/entry-subjects.tsx";
import type { ShownEntry } from "#components/audit/shown-entry.ts";
import { Facts } from "#components/ui/facts.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly entry: Pick<ShownEntry, "subjects" | "details">;
  /** Parts that were erased, and the entry that says so. */
  readonly erased: readonly { readonly part: string; readonly by: string }[];
}

/** What an entry no longer says, once it was erased. */
const ERASED_PARTS: Readonly<Record<string, string>> = {
  actor: "Who acted",
  about: "Whom it was about",
  words: "In what words",
};

const LABELS: Readonly<Record<string, string>> = {
  actorName: "Who",
  actorRoles: "As",
  address: "From address",
  requestIds: "EC2 requests",
  yaml: "Text",
  yamlBefore: "Text before",
};

/** What people look for stands first, in this order; the rest as the entry has it. */
const FIRST = ["actorName", "actorRoles", "address", "session", "title", "kind", "number", "reason"];

const placeOf = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

const inOrder = (details: ShownEntry["details"]) =>
  Object.entries(details).toSorted(([one], [other]) => placeOf(one) - placeOf(other));

/** Hashes and ids, which nobody reads as words. */
const IDS = new Set(["pin", "session"]);

/** `lateSeconds` reads "Late seconds". */
function labelOf(name: string): string {
  const words = name.replaceAll(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return LABELS[name] ?? foreignString(`${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

function shown(name: string, value: unknown): ReactNode {
  if (IDS.has(name) && typeof value === "string")
    return <span className="font-mono">{foreignString(value)}</span>;
  if (name === "actorRoles") return foreignString(String(value).replaceAll("_", " ").replaceAll(",", ", "));
  if (isTexts(value)) {
    return value.length === 0 ? "none" : value.map((each) => <p key={each}>{foreignString(each)}</p>);
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.split("\n").map((line, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
    <p key={place} className="min-h-5">
      {foreignString(line)}
    </p>
  ));
}

/** What an entry says, for people: what it is about, what was erased of it, and each detail. */
export const EntryFacts = ({ entry: { subjects, details }, erased }: Props) => (
  <Facts
    facts={[
      ...[entrySubjects({ subjects, details: {} })].flatMap((value) =>
        value === null ? [] : [{ label: "About", value }],
      ),
      ...erased.map(({ part, by }) => ({
        label: ERASED_PARTS[part] ?? part,
        value: (
          <span>
            Erased, as <TextLink href={`/audit/${by}`}>another entry</TextLink> says. Its hash stays, and
            every proof holds.
          </span>
        ),
      })),
      ...inOrder(details).map(([name, value]) => ({ label: labelOf(name), value: shown(name, value) })),
    ]}
  />
);
