import { z } from "zod";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { parseLeaf } from "./leaf-functions.ts";

export interface AuditContentRead {
  readonly details: { readonly [name: string]: Json };
  readonly erased: readonly ErasedPart[];
}

/** An entry as the database keeps it: its bytes, and beside them what these only commit to. */
export interface KeptEntry {
  readonly canonical: Uint8Array;
  readonly personal: readonly KeptPart[];
}

interface KeptPart {
  readonly part: string;
  /** Null once it was erased. */
  readonly clear: string | null;
  /** The entry that says so. */
  readonly erasedBy: string | null;
}

/** A part of an entry that was erased, and the entry that says so. */
export interface ErasedPart {
  readonly part: string;
  readonly by: string;
}

/** What is read of the parts of an entry, wherever its content is read. */
export const withParts = {
  personal: { select: { part: true, clear: true, erasedBy: true }, orderBy: { part: "asc" } },
} as const;

const detailsSchema = z.record(z.string(), z.json());
const contentSchema = z.object({ details: detailsSchema });

function detailsIn({ clear }: KeptPart): AuditContentRead["details"] {
  if (clear === null) return {};
  try {
    const read = detailsSchema.safeParse(JSON.parse(clear));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/**
 * What an entry says besides its columns; nothing where it cannot be read (verifying finds why), and nothing of what was
 * erased.
 */
export function contentOf({ canonical, personal }: KeptEntry): AuditContentRead {
  const read = contentSchema.safeParse(parseLeaf(canonical));
  const open = read.success ? read.data.details : {};
  const erased = personal.flatMap(({ part, erasedBy }) =>
    erasedBy === null ? [] : [{ part, by: erasedBy }],
  );
  return { details: Object.assign({}, ...personal.map(detailsIn), open), erased };
}
