/** What was done to a log, and where. Places are counted from 0, and are those of the log as it was signed. */

export type LogTampering =
  | { readonly kind: "edited"; readonly place: number }
  | { readonly kind: "dropped"; readonly place: number }
  /** `line`: where it stands in the export, counted from 0. */
  | { readonly kind: "inserted"; readonly line: number }
  | { readonly kind: "reordered"; readonly place: number; readonly line: number }
  /** From `from` on the end is missing, of a log that had `size` entries. */
  | { readonly kind: "truncated"; readonly from: number; readonly size: number }
  /** Two checkpoints were signed that cannot both be true of one log. */
  | { readonly kind: "forked"; readonly earlier: number; readonly later: number }
  /** Something between two checkpoints, hashes and all: what and where exactly only an earlier export can tell. */
  | { readonly kind: "altered"; readonly from: number; readonly to: number };

const entries = (from: number, to: number): string =>
  from === to ? `entry ${from}` : `entries ${from} to ${to}`;

/** A finding in plain words. */
export function describeTampering(finding: LogTampering): string {
  switch (finding.kind) {
    case "edited":
      return `Entry ${finding.place} is not what was written.`;
    case "dropped":
      return `Entry ${finding.place} was taken out.`;
    case "inserted":
      return `Line ${finding.line + 1} was put in: the log has no such entry there.`;
    case "reordered":
      return `Entry ${finding.place} was moved: it stands in line ${finding.line + 1}.`;
    case "truncated":
      return `The end was cut off: ${entries(finding.from, finding.size - 1)} were signed and are missing.`;
    case "forked":
      return finding.earlier === finding.later
        ? `Two different logs of ${finding.later} entries were signed: the log was forked.`
        : `The checkpoint of ${finding.later} entries fits and the one of ${finding.earlier} before it does not: the log was forked, or its beginning was written anew and signed again.`;
    case "altered":
      return `Somewhere in ${entries(finding.from, finding.to)} something was edited, taken out, put in or moved, together with its hashes. An export from before tells which entry (--earlier).`;
  }
}
