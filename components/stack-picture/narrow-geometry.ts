/** Where everything stands on a phone: top to bottom, the Internet first, the way in for people last. Pixels. */
import type { ArrangedLane, ArrangedStrip, Arrangement } from "#components/stack-picture/arrange.ts";
import type { Box } from "#components/stack-picture/edge-link.tsx";
import type { PlacedNote } from "#components/stack-picture/wide-geometry.ts";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

export interface FallingEdge {
  readonly edge: PictureEdge;
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
}

export interface NarrowLane extends Box {
  readonly lane: ArrangedLane;
  readonly falling: readonly FallingEdge[];
  readonly notes: readonly PlacedNote[];
  readonly hidden: { readonly count: number; readonly y: number } | null;
}

export interface NarrowStrip extends Box {
  readonly strip: ArrangedStrip;
  readonly chips: readonly (Box & { readonly edge: PictureEdge })[];
  readonly hidden: number;
}

export interface NarrowGeometry {
  readonly width: number;
  readonly height: number;
  readonly internet: Box;
  readonly lanes: readonly NarrowLane[];
  readonly strips: readonly NarrowStrip[];
  /** The x of the line that climbs from the way in to each lane. */
  readonly railX: number;
}

const WIDTH = 358;
const LEFT = 8;
const LANE_WIDTH = 312;
const LANE_HEIGHT = 124;
const NOTE_STEP = 48;
const NOTES_SHOWN = 5;
const CHIP_STEP = 50;
const CHIPS_SHOWN = 12;

const placeLane = (lane: ArrangedLane, top: number): NarrowLane => {
  const falls = lane.main.slice(0, 3);
  const shown = lane.others.slice(0, NOTES_SHOWN);
  const hasMore = lane.others.length > shown.length;
  const notesTop = top + (falls.length === 0 ? 12 : 50);
  const y = notesTop + shown.length * NOTE_STEP + (hasMore ? 22 : 0) + (shown.length === 0 ? 0 : 8);
  const drops = LEFT + 22 + falls.length * 14;
  const inset = drops + shown.length * 8 + 10;
  return {
    lane,
    x: LEFT,
    y,
    width: LANE_WIDTH,
    height: LANE_HEIGHT,
    falling: falls.map((edge, index) => ({
      edge,
      x: shown.length === 0 ? LEFT + 60 + index * 104 : LEFT + 20 + index * 14,
      fromY: top,
      toY: y,
    })),
    notes: shown.map((edge, index) => ({
      edge,
      x: inset,
      y: notesTop + index * NOTE_STEP,
      width: LEFT + LANE_WIDTH - inset,
      height: 40,
      dropX: drops + index * 8,
    })),
    hidden: hasMore
      ? { count: lane.others.length - shown.length, y: notesTop + shown.length * NOTE_STEP + 14 }
      : null,
  };
};

const placeStrip = (strip: ArrangedStrip, y: number): NarrowStrip => {
  const shown = strip.sources.slice(0, CHIPS_SHOWN);
  const hidden = strip.sources.length - shown.length;
  return {
    strip,
    x: LEFT,
    y,
    width: LANE_WIDTH,
    height: 58 + Math.max(1, shown.length) * CHIP_STEP + (hidden > 0 ? 22 : 4),
    hidden,
    chips: shown.map((edge, index) => ({
      edge,
      x: LEFT + 58,
      y: y + 56 + index * CHIP_STEP,
      width: LANE_WIDTH - 58 - 10,
      height: 42,
    })),
  };
};

export const narrowGeometry = ({ lanes, strips }: Arrangement): NarrowGeometry => {
  const internet = { x: LEFT + 106, y: 12, width: 100, height: 40 };
  let y = internet.y + internet.height;
  const placed: NarrowLane[] = [];
  for (const lane of lanes) {
    const one = placeLane(lane, y);
    placed.push(one);
    y = one.y + one.height;
  }
  const below: NarrowStrip[] = [];
  for (const strip of strips) {
    const one = placeStrip(strip, y + 28);
    below.push(one);
    y = one.y + one.height;
  }
  return {
    width: WIDTH,
    height: y + 12,
    internet,
    lanes: placed,
    strips: below,
    railX: LEFT + LANE_WIDTH + 24,
  };
};
