/** The day until which "keep" keeps at once: half a year, as PCI DSS asks for, or the end where that comes first. */
import { latestKeep, type RowFacts } from "./review-state.ts";

const HALF_A_YEAR_DAYS = 182;

export function suggestedKeep(row: Pick<RowFacts, "endsAt">, at: Date): Date {
  const half = new Date(at.getTime() + HALF_A_YEAR_DAYS * 86_400_000);
  const latest = latestKeep(row, at);
  return latest < half ? latest : half;
}
