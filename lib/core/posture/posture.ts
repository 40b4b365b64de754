/**
 * How much is found, in bands that never mix: what is certain by its severity, what nobody can tell, and what somebody
 * accepted. Unknown and accepted are bands of their own, and neither is good.
 */
import { type CatalogueFinding, SEVERITIES } from "../findings/catalogue/catalogue-finding.ts";

/** Worst first. */
export const BANDS = [...SEVERITIES, "unknown", "accepted"] as const;
export type Band = (typeof BANDS)[number];

export type BandCounts = Readonly<Record<Band, number>>;

export const NO_FINDINGS: BandCounts = {
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  note: 0,
  unknown: 0,
  accepted: 0,
};

export const bandOf = (
  { severity, certainty }: Pick<CatalogueFinding, "severity" | "certainty">,
  isAccepted: boolean,
): Band => (isAccepted ? "accepted" : certainty === "sure" ? severity : "unknown");

/** How many of each band; every finding is in exactly one. */
export function countBands(bands: readonly Band[]): BandCounts {
  const counts: Record<Band, number> = { ...NO_FINDINGS };
  for (const band of bands) counts[band] += 1;
  return counts;
}
