/** The layers of the charts, from the bottom up: worst at the bottom, where heights compare best. */
import type { ShapeName } from "#components/ui/shape.tsx";
import type { Tone } from "#components/ui/state-mark.tsx";
import type { Column } from "#lib/core/posture/column.ts";

export interface Layer {
  readonly key: string;
  readonly word: string;
  /** Fill by a class, or by one of the patterns: a band that is no judgement is told by its texture, too. */
  readonly className: string;
  readonly fill?: string;
  readonly tone: Tone;
  readonly shape: ShapeName;
  readonly value: (column: Column) => number;
}

export const FOG = "url(#chart-fog)";
export const STRIPES = "url(#chart-stripes)";
const EMPTY = "url(#chart-empty)";

export const STACK_LAYERS: readonly Layer[] = [
  {
    key: "out-of-line",
    word: "Not as meant",
    className: "fill-extra",
    tone: "extra",
    shape: "triangle",
    value: ({ states }) => states["out-of-line"],
  },
  {
    key: "unknown",
    word: "Unknown",
    className: "",
    fill: FOG,
    tone: "unknown",
    shape: "fog",
    value: ({ states }) => states.unknown,
  },
  {
    key: "accepted",
    word: "Accepted",
    className: "",
    fill: STRIPES,
    tone: "accent",
    shape: "pause",
    value: ({ states }) => states.accepted,
  },
  {
    key: "in-line",
    word: "In line",
    className: "fill-ok",
    tone: "ok",
    shape: "check",
    value: ({ states }) => states["in-line"],
  },
  {
    key: "not-looked",
    word: "Not looked at",
    className: "stroke-control",
    fill: EMPTY,
    tone: "muted",
    shape: "ring",
    value: ({ notLooked }) => notLooked,
  },
];

export const FINDING_LAYERS: readonly Layer[] = [
  {
    key: "critical",
    word: "Critical",
    className: "fill-extra",
    tone: "extra",
    shape: "triangle",
    value: ({ bands }) => bands.critical,
  },
  {
    key: "high",
    word: "High",
    className: "fill-extra/65",
    tone: "extra",
    shape: "wide",
    value: ({ bands }) => bands.high,
  },
  {
    key: "medium",
    word: "Medium",
    className: "fill-missing/80",
    tone: "missing",
    shape: "half",
    value: ({ bands }) => bands.medium,
  },
  {
    key: "low",
    word: "Low",
    className: "fill-missing/45",
    tone: "muted",
    shape: "double",
    value: ({ bands }) => bands.low,
  },
  {
    key: "note",
    word: "Note",
    className: "fill-line-strong",
    tone: "muted",
    shape: "dot",
    value: ({ bands }) => bands.note,
  },
  {
    key: "unknown",
    word: "Cannot tell",
    className: "",
    fill: FOG,
    tone: "unknown",
    shape: "fog",
    value: ({ bands }) => bands.unknown,
  },
  {
    key: "accepted",
    word: "Accepted",
    className: "",
    fill: STRIPES,
    tone: "accent",
    shape: "pause",
    value: ({ bands }) => bands.accepted,
  },
];
