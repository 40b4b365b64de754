/**
 * Whether a database may be another than the one it was: restored from a backup, or a copy. What is remembered outside
 * of it is compared with what it says of itself; a doubt stops every change until somebody confirms.
 */

export interface DatabaseIdentity {
  /** PostgreSQL's own, made with the cluster. */
  readonly systemIdentifier: string;
  /** Grows when a standby is promoted, and when a backup is restored to a point in time. */
  readonly timeline: number;
  /** How many entries of the log have their place. */
  readonly logSize: number;
}

export interface DatabaseDoubt {
  readonly kind: "another-database" | "another-timeline" | "log-behind" | "checkpoint";
  readonly sentence: string;
}

/**
 * What speaks against `now` being the database that `mark` was taken of. `losesNothing`: the standby is synchronous, so
 * that a promotion alone is no doubt as long as the log is all there.
 */
export function databaseDoubts(
  mark: DatabaseIdentity,
  now: DatabaseIdentity,
  losesNothing: boolean,
): readonly DatabaseDoubt[] {
  const doubts: DatabaseDoubt[] = [];
  if (mark.systemIdentifier !== now.systemIdentifier) {
    doubts.push({
      kind: "another-database",
      sentence: `This PostgreSQL is not the one that was known here (system identifier ${now.systemIdentifier}, before ${mark.systemIdentifier}).`,
    });
  }
  if (now.logSize < mark.logSize) {
    doubts.push({
      kind: "log-behind",
      sentence: `The log has ${now.logSize} entries, and had ${mark.logSize} already: an older state was restored.`,
    });
  }
  if (mark.timeline !== now.timeline && mark.systemIdentifier === now.systemIdentifier && !losesNothing) {
    doubts.push({
      kind: "another-timeline",
      sentence: `PostgreSQL is on timeline ${now.timeline}, and was on ${mark.timeline}: a standby took over or a backup was restored, and the last changes may be missing.`,
    });
  }
  return doubts;
}
