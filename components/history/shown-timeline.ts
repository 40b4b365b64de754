/** What a stack's timeline shows. Titles, names and networks are text that others wrote. Times are ISO 8601 UTC. */
import type { ChangeState } from "#lib/core/approval/change-state.ts";

interface Placed {
  readonly at: string;
  readonly lookBefore: string | null;
}

export type ShownTimelineRow = Placed &
  (
    | {
        readonly kind: "change-asked" | "change-ended";
        readonly number: number;
        readonly title: string;
        readonly state: ChangeState;
        readonly requesterName: string | null;
      }
    | {
        readonly kind: "rule-appeared" | "rule-went";
        readonly groupId: string;
        readonly tier: string | null;
        readonly ruleKey: string;
        readonly changeNumber: number | null;
      }
    | {
        readonly kind: "posture";
        readonly state: string;
        readonly was: string | null;
        readonly findings: number;
        readonly unknown: number;
      }
    | {
        readonly kind: "grant-opened" | "grant-ended";
        readonly number: number;
        readonly personName: string;
        readonly sourceName: string;
        readonly peer: string;
        readonly endReason: string | null;
      }
    | { readonly kind: "model"; readonly what: readonly string[] }
    | {
        readonly kind: "looks";
        readonly since: string;
        readonly count: number;
        readonly withNews: number;
        readonly partial: number;
        readonly failed: number;
      }
  );

/** What can be shown of it, each by its own word in the URL. */
export const TIMELINE_SORTS = ["changes", "drift", "grants", "model", "looks"] as const;
export type TimelineSort = (typeof TIMELINE_SORTS)[number];

/** Rules that a change of Sallyport's brought or took belong to the changes; all others are drift. */
export const sortOfRow = (row: ShownTimelineRow): TimelineSort => {
  switch (row.kind) {
    case "looks":
    case "model":
      return row.kind;
    case "change-asked":
    case "change-ended":
      return "changes";
    case "grant-opened":
    case "grant-ended":
      return "grants";
    case "posture":
      return "drift";
    case "rule-appeared":
    case "rule-went":
      return row.changeNumber === null ? "drift" : "changes";
  }
};
