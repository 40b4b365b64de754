/** Parts of a picture whose places count from their own corner: moving one moves all in it, and costs nothing. */
import type { Cluster } from "#lib/core/graph/clusters.ts";
import type { Box, Frame } from "./scene.ts";

interface Part {
  readonly piece: Piece;
  readonly x: number;
  readonly y: number;
}

export interface Piece {
  readonly width: number;
  readonly height: number;
  /** By place of the node. */
  readonly boxes: readonly (readonly [at: number, box: Box])[];
  /** Drawn around all of it; null for none. */
  readonly frame: Cluster | null;
  readonly parts: readonly Part[];
}

const isEmpty = ({ boxes, frame, parts }: Piece): boolean =>
  boxes.length === 0 && frame === null && parts.length === 0;

export const ofBoxes = (boxes: Piece["boxes"]): Piece => {
  let [width, height] = [0, 0];
  for (const [, box] of boxes) {
    width = Math.max(width, box.x + box.width);
    height = Math.max(height, box.y + box.height);
  }
  return { width, height, boxes, frame: null, parts: [] };
};

/** As large as what it is made of; what is empty takes no room. */
export const joined = (parts: readonly Part[]): Piece => {
  const full = parts.filter(({ piece }) => !isEmpty(piece));
  let [width, height] = [0, 0];
  for (const { piece, x, y } of full) {
    width = Math.max(width, x + piece.width);
    height = Math.max(height, y + piece.height);
  }
  return { width, height, boxes: [], frame: null, parts: full };
};

interface Placed {
  readonly boxes: ReadonlyMap<number, Box>;
  /** Outer before inner. */
  readonly frames: readonly Frame[];
}

/** Where everything in a piece stands, counted from the corner of the whole. */
export const placed = (whole: Piece): Placed => {
  const boxes = new Map<number, Box>();
  const frames: Frame[] = [];
  const walk = ({ width, height, boxes: own, frame, parts }: Piece, x: number, y: number): void => {
    if (frame !== null) frames.push({ cluster: frame, x, y, width, height });
    for (const [at, box] of own) boxes.set(at, { ...box, x: box.x + x, y: box.y + y });
    for (const part of parts) walk(part.piece, x + part.x, y + part.y);
  };
  walk(whole, 0, 0);
  return { boxes, frames };
};
