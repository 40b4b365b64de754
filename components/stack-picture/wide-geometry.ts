/** Where everything stands when there is room: the Internet, lanes left to right, notes above, the door below. Pixels. */
import type { ArrangedLane, ArrangedStrip, Arrangement } from "#components/stack-picture/arrange.ts";
import type { Box } from "#components/stack-picture/edge-link.tsx";
import type { PictureEdge } from "#lib/core/picture/tier-picture.ts";

export interface PlacedNote extends Box {
  readonly edge: PictureEdge;
  /** Where its line goes down into the lane. */
  readonly dropX: number;
}

export interface PlacedMain {
  readonly edge: PictureEdge;
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
}

export interface PlacedLane extends Box {
  readonly lane: ArrangedLane;
  readonly notes: readonly PlacedNote[];
  readonly hidden: { readonly count: number; readonly x: number; readonly y: number } | null;
  readonly mains: readonly PlacedMain[];
}

export interface PlacedStrip extends Box {
  readonly strip: ArrangedStrip;
  readonly chips: readonly (Box & { readonly edge: PictureEdge })[];
  readonly hidden: number;
}

export interface WideGeometry {
  readonly width: number;
  readonly height: number;
  readonly internet: Box;
  readonly lanes: readonly PlacedLane[];
  readonly strips: readonly PlacedStrip[];
}

const MARGIN = 16;
const INTERNET = 94;
const LANE_HEIGHT = 130;
const NOTE_HEIGHT = 40;
const NOTE_STEP = 47;
const NOTES_SHOWN = 4;
const CHIP_HEIGHT = 42;
const CHIP_STEP = 49;
const CHIPS_SHOWN = 9;
const CHIPS_IN_ROW = 3;

const laneSize = (count: number) => {
  if (count <= 1) return { lane: 320, gap: 120 };
  if (count === 2) return { lane: 270, gap: 116 };
  return count === 3 ? { lane: 208, gap: 94 } : { lane: 180, gap: 92 };
};

const noteWidth = (edge: PictureEdge, room: number) => {
  const characters = Math.max(edge.source.id.length + 1, edge.services.join(" ").length + 12, 15);
  return Math.min(room, characters * 7 + 24);
};

const placeNotes = (lane: ArrangedLane, box: Box, room: number, mirrored: boolean): readonly PlacedNote[] => {
  const shown = lane.others.slice(0, NOTES_SHOWN);
  const inset = 14 + shown.length * 10 + 8;
  return shown.map((edge, index) => {
    const width = noteWidth(edge, room - inset);
    const drop = 14 + index * 10;
    return {
      edge,
      width,
      height: NOTE_HEIGHT,
      x: mirrored ? box.x + box.width - inset - width : box.x + inset,
      y: box.y - 18 - (shown.length - index) * NOTE_STEP + (NOTE_STEP - NOTE_HEIGHT),
      dropX: mirrored ? box.x + box.width - drop : box.x + drop,
    };
  });
};

const placeStrip = (strip: ArrangedStrip, x: number, y: number, width: number): PlacedStrip => {
  const shown = strip.sources.slice(0, CHIPS_SHOWN);
  const first = x + 62;
  const chipWidth = (width - 62 - 16 - (CHIPS_IN_ROW - 1) * 8) / CHIPS_IN_ROW;
  const rows = Math.max(1, Math.ceil(shown.length / CHIPS_IN_ROW));
  return {
    strip,
    x,
    y,
    width,
    height: 46 + rows * CHIP_STEP + (strip.sources.length > CHIPS_SHOWN ? 22 : 4),
    hidden: Math.max(0, strip.sources.length - CHIPS_SHOWN),
    chips: shown.map((edge, index) => ({
      edge,
      x: first + (index % CHIPS_IN_ROW) * (chipWidth + 8),
      y: y + 44 + Math.floor(index / CHIPS_IN_ROW) * CHIP_STEP,
      width: chipWidth,
      height: CHIP_HEIGHT,
    })),
  };
};

export const wideGeometry = ({ lanes, strips }: Arrangement): WideGeometry => {
  const { lane: laneWidth, gap } = laneSize(lanes.length);
  const rows = Math.max(0, ...lanes.map((lane) => Math.min(NOTES_SHOWN, lane.others.length)));
  const top = rows === 0 ? 28 : 28 + rows * NOTE_STEP + 10;
  const width = MARGIN * 2 + INTERNET + Math.max(1, lanes.length) * (gap + laneWidth);

  const placed = lanes.map((lane, index): PlacedLane => {
    const box = {
      x: MARGIN + INTERNET + gap + index * (laneWidth + gap),
      y: top,
      width: laneWidth,
      height: LANE_HEIGHT,
    };
    const isLast = index === lanes.length - 1;
    const notes = placeNotes(
      lane,
      box,
      isLast ? laneWidth + gap - 24 : laneWidth + gap - 12,
      isLast && index > 0,
    );
    const highest = notes[0];
    return {
      lane,
      ...box,
      notes,
      hidden:
        lane.others.length > notes.length && highest !== undefined
          ? { count: lane.others.length - notes.length, x: highest.x, y: highest.y - 8 }
          : null,
      mains: lane.main.slice(0, 3).map((edge, row, shown) => ({
        edge,
        fromX: index === 0 ? MARGIN + INTERNET : box.x - gap,
        toX: box.x,
        y: top + (LANE_HEIGHT * (row + 1)) / (shown.length + 1),
      })),
    };
  });

  const stripX = MARGIN + INTERNET + gap;
  const stripWidth = width - MARGIN - stripX;
  let y = top + LANE_HEIGHT + 72;
  const placedStrips: PlacedStrip[] = [];
  for (const strip of strips) {
    const one = placeStrip(strip, stripX, y, stripWidth);
    placedStrips.push(one);
    y = one.y + one.height + 20;
  }
  const bottom = placedStrips.at(-1);
  return {
    width,
    height: bottom === undefined ? top + LANE_HEIGHT + 20 : bottom.y + bottom.height + 18,
    internet: { x: MARGIN, y: top + LANE_HEIGHT / 2 - 28, width: INTERNET, height: 56 },
    lanes: placed,
    strips: placedStrips,
  };
};
