import { z } from "zod";
import type { Json } from "#lib/core/audit/canonical-json.ts";
import { parseLeaf } from "./leaf-functions.ts";

export interface AuditContentRead {
  readonly details: { readonly [name: string]: Json };
}

const contentSchema = z.object({ details: z.record(z.string(), z.json()) });

/** What an entry's bytes say besides its columns; nothing where they cannot be read (verifying finds why). */
export function contentOf(canonical: Uint8Array): AuditContentRead {
  const read = contentSchema.safeParse(parseLeaf(canonical));
  return read.success ? read.data : { details: {} };
}
