/** Where a stack's file speaks of a tier. */
import { isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { ModelStack } from "../../input/read-model.ts";
import type { Place } from "./places.ts";

export function modelPlace({ file, text }: ModelStack, tier: string | null): Place {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const tiers = document.get("tiers", true);
  const key = isMap(tiers) ? tiers.items.find((pair) => String(pair.key) === tier)?.key : null;
  const { line, col } = lines.linePos(isNode(key) ? (key.range?.[0] ?? 0) : 0);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}
