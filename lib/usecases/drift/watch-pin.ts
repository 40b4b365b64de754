import { canonicalJson } from "#lib/core/audit/canonical-json.ts";
import type { AskedWatch } from "#lib/formats/drift/asked-watch.ts";
import { contentHash } from "../observation/known-item.ts";

/** SHA-256 (hex) of what people approve: which stack, how often, and which choice it replaces. */
export const watchPin = (stackId: string, { mostPerHour, version }: AskedWatch): string =>
  contentHash(canonicalJson({ stackId, mode: "restore", mostPerHour, version }));
