/**
 * One moment of a chart: how many stacks stood how, and how much was found. What nobody had looked at is neither good nor
 * bad: its stacks are counted as not looked at, and its findings not at all.
 */
import { STANDINGS, type Standing } from "../findings/exception/standing.ts";
import { BANDS, type Band, type BandCounts, NO_FINDINGS } from "./posture.ts";

export interface ColumnPart extends BandCounts {
  /** Null for what belongs to no stack. */
  readonly state: Standing | null;
  readonly stacks: number;
  readonly isKnown: boolean;
}

export interface Column {
  readonly states: Readonly<Record<Standing, number>>;
  /** Stacks that nobody had looked at lately enough. */
  readonly notLooked: number;
  readonly bands: BandCounts;
  /** False: nothing was known of anything then, and nothing is drawn. */
  readonly isKnown: boolean;
}

const NO_STACKS: Readonly<Record<Standing, number>> = {
  "out-of-line": 0,
  unknown: 0,
  accepted: 0,
  "in-line": 0,
};

export const columnOf = (parts: readonly ColumnPart[]): Column => {
  const known = parts.filter(({ isKnown }) => isKnown);
  const states: Record<Standing, number> = { ...NO_STACKS };
  const bands: Record<Band, number> = { ...NO_FINDINGS };
  for (const part of known) {
    if (part.state !== null) states[part.state] += part.stacks;
    for (const band of BANDS) bands[band] += part[band];
  }
  const notLooked = parts.filter(({ isKnown }) => !isKnown).reduce((sum, { stacks }) => sum + stacks, 0);
  return { states, notLooked, bands, isKnown: known.length > 0 };
};

export const stacksIn = ({ states, notLooked }: Column): number =>
  STANDINGS.reduce((sum, state) => sum + states[state], notLooked);

export const findingsIn = ({ bands }: Column): number => BANDS.reduce((sum, band) => sum + bands[band], 0);
