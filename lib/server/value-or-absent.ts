import { notFound } from "next/navigation";
import type { Refusal } from "#lib/core/refusal.ts";
import type { Result } from "#lib/core/result.ts";

/** What a page may show, or the one page for what is absent and what is not for this person. */
export function valueOrAbsent<Value>(result: Result<Value, Refusal>): Value {
  if (result.ok) return result.value;
  notFound();
}
