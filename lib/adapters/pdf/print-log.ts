import { AUDIT_ACTIONS, isAuditAction } from "#lib/core/audit/audit-action.ts";
import type { EvidencePack } from "#lib/formats/evidence/evidence-pack.ts";
import type { PageWriter } from "./page-writer.ts";

interface Said {
  readonly at: string;
  readonly who: string;
  readonly what: string;
}

const textIn = (value: unknown, name: string): string => {
  if (typeof value !== "object" || value === null) return "";
  const member: unknown = Reflect.get(value, name);
  return typeof member === "string" ? member : "";
};

/** What an entry says in a line; an entry that cannot be read says nothing. */
function saidBy({ entry, said = {} }: EvidencePack["log"][number]): Said {
  try {
    const content: unknown = JSON.parse(entry);
    const details: unknown =
      typeof content === "object" && content !== null ? Reflect.get(content, "details") : null;
    const action = textIn(content, "action");
    return {
      at: textIn(content, "at"),
      who: textIn(said.actor?.clear, "actorName") || textIn(details, "actorName") || textIn(content, "actor"),
      what: isAuditAction(action) ? AUDIT_ACTIONS[action] : action,
    };
  } catch {
    return { at: "", who: "", what: "" };
  }
}

/** The entries of the log behind the rows; their exact text is in the JSON. */
export function printLog(page: PageWriter, { log }: EvidencePack): void {
  page.heading("The log behind it");
  page.text(
    "Each entry with its place in Sallyport's append-only log and its leaf hash, SHA-256(0x00 || entry), as RFC 6962 defines it. The JSON beside this document has every entry's exact text.",
    { size: 8.5, colour: "muted" },
  );
  page.gap(6);
  page.table(
    ["Place", "Time", "Who and what", "Leaf hash"],
    [1, 2.4, 4.4, 3.4],
    log.map((row) => {
      const { place, leafHash } = row;
      const { at, who, what } = saidBy(row);
      return [
        String(place),
        `${at.slice(0, 10)} ${at.slice(11, 19)}`,
        `${who} ${what}`,
        `${leafHash.slice(0, 16)} ${leafHash.slice(16, 32)} ${leafHash.slice(32, 48)} ${leafHash.slice(48)}`,
      ];
    }),
  );
}
