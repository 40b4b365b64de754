import type { Transaction } from "../ports.ts";
import type { Watch } from "./watch-of.ts";

/**
 * Rules of a stack (`GROUP KEY`) that Sallyport has put back by itself, or tried to, as often within the last hour as
 * was approved. What went stale had no effect, and is not counted.
 */
export async function putBackTooOften(
  transaction: Transaction,
  stackId: string,
  { mostPerHour }: Pick<Watch, "mostPerHour">,
): Promise<ReadonlySet<string>> {
  const rows = await transaction.$queryRaw<{ rule: string }[]>`
    SELECT drift.group_id || ' ' || drift.rule_key AS rule
      FROM drift JOIN change_request c ON c.id = drift.change_id
     WHERE drift.stack_id = ${stackId}::uuid AND c.state <> 'stale'
       AND jsonb_array_length(c.requirement -> 'parts') = 0
       AND c.created_at > clock_timestamp() - interval '1 hour'
     GROUP BY 1 HAVING count(DISTINCT c.id) >= ${mostPerHour}`;
  return new Set(rows.map(({ rule }) => rule));
}
