import type { ShapeName } from "#components/ui/shape.tsx";
import type { EdgeState } from "#lib/core/picture/tier-picture.ts";

export interface StateLook {
  readonly shape: ShapeName;
  /** Sets the current colour. */
  readonly color: string;
  /** Background of a note or chip. */
  readonly soft: string;
  readonly dash: string | undefined;
  readonly width: number;
}

export const STATE_LOOKS: Readonly<Record<EdgeState, StateLook>> = {
  needed: { shape: "check", color: "text-muted", soft: "fill-panel", dash: undefined, width: 1.6 },
  missing: { shape: "ring", color: "text-missing", soft: "fill-missing-soft", dash: "6 5", width: 1.8 },
  extra: { shape: "triangle", color: "text-extra", soft: "fill-extra-soft", dash: undefined, width: 2 },
  "too-wide": { shape: "wide", color: "text-extra", soft: "fill-extra-soft", dash: undefined, width: 2 },
  redundant: { shape: "double", color: "text-muted", soft: "fill-sunk", dash: "9 3", width: 1.4 },
  unknown: { shape: "fog", color: "text-unknown", soft: "fill-unknown-soft", dash: "1.5 4", width: 2.4 },
  unmanaged: { shape: "dot", color: "text-muted", soft: "fill-sunk", dash: "2 3", width: 1.4 },
};
