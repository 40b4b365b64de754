import { z } from "zod";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { commitment } from "#lib/core/audit/personal.ts";
import { hexOf } from "#lib/formats/log/hex.ts";
import { parseLeaf, sha256, utf8 } from "./leaf-functions.ts";

export interface AuditContentRead {
  readonly details: { readonly [name: string]: Json };
  readonly erased: readonly ErasedPart[];
  /** Parts beside it that are not what its bytes commit to, of which nothing is read; and those that are missing. */
  readonly forged: readonly string[];
}

/** An entry as the database keeps it: its bytes, and beside them what these only commit to. */
export interface KeptEntry {
  readonly canonical: Uint8Array;
  readonly personal: readonly KeptPart[];
}

interface KeptPart {
  readonly part: string;
  /** Empty where what is kept has not the form of a part. */
  readonly commitment: Uint8Array;
  readonly salt: Uint8Array | null;
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
  personal: {
    select: { part: true, commitment: true, salt: true, clear: true, erasedBy: true },
    orderBy: { part: "asc" },
  },
} as const;

const detailsSchema = z.record(z.string(), z.json());
const contentSchema = z.object({
  details: detailsSchema,
  personal: z.record(z.string(), z.string()).default({}),
});

function detailsIn({ clear }: KeptPart): AuditContentRead["details"] {
  const read = detailsSchema.safeParse(clear === null ? null : parseLeaf(utf8(clear)));
  return read.success ? read.data : {};
}

function isForged(kept: KeptPart, committed: string | undefined): boolean {
  const { salt, clear, erasedBy } = kept;
  if (hexOf(kept.commitment) !== committed) return true;
  if (salt === null || clear === null) return erasedBy === null;
  return hexOf(commitment(salt, clear, sha256, utf8)) !== committed;
}

/**
 * What an entry says besides its columns; nothing where it cannot be read (verifying finds why), nothing of what was
 * erased, and nothing that somebody put beside it.
 */
export function contentOf({ canonical, personal }: KeptEntry): AuditContentRead {
  const read = contentSchema.safeParse(parseLeaf(canonical));
  const { details: open, personal: committed } = read.success ? read.data : { details: {}, personal: {} };
  const sealed = new Map(Object.entries(committed));
  const forged = personal.filter((part) => isForged(part, sealed.get(part.part)));
  const said = personal.filter((part) => !forged.includes(part));
  return {
    details: Object.assign({}, ...said.map(detailsIn), open),
    erased: said.flatMap(({ part, erasedBy }) => (erasedBy === null ? [] : [{ part, by: erasedBy }])),
    forged: [
      ...forged.map(({ part }) => part),
      ...[...sealed.keys()].filter((part) => !personal.some((kept) => kept.part === part)),
    ],
  };
}
