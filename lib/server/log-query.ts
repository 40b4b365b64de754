import { fail, type Result, succeed } from "#lib/core/result.ts";
import { AUDIT_FILTERS } from "./audit-filters.ts";

/** What every route of the log knows: the filter of the page Audit, its moment, and the first place that is wanted. */
const KNOWN = [...AUDIT_FILTERS, "at", "from"] as const;

/**
 * What a route of the log is asked for, else a sentence. A parameter that is misspelled or given twice would leave out
 * less of the log than was meant, and is refused.
 */
export function logQuery(
  request: Request,
  ...more: readonly string[]
): Result<Readonly<Partial<Record<string, string>>>, string> {
  const known: readonly string[] = [...KNOWN, ...more];
  const given: Partial<Record<string, string>> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (!known.includes(name) || Object.hasOwn(given, name)) {
      const named = encodeURIComponent(name).slice(0, 60);
      return fail(
        `This cannot be read: “${named}” is not known here, or given twice. Known are ${known.join(", ")}.`,
      );
    }
    given[name] = value;
  }
  return succeed(given);
}
