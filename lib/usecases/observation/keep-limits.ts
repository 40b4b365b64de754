import type { ObservedLimits } from "#lib/core/group/observation.ts";
import type { LimitsReading } from "./estate-reader.ts";

/** What one look makes of the limits that were known: what was not read this time stays, with its time. */
export function keepLimits(
  reading: LimitsReading | undefined,
  startedAt: Date,
  before: ObservedLimits | null,
): ObservedLimits | null {
  if (reading === undefined) return before;
  return {
    rulesPerGroup: reading.rulesPerGroup ?? before?.rulesPerGroup ?? null,
    groupsPerInterface: reading.groupsPerInterface ?? before?.groupsPerInterface ?? null,
    asOf: reading.problem === null ? startedAt.toISOString() : (before?.asOf ?? null),
    problem: reading.problem,
  };
}
