import type { Scene } from "./scene.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The place of the node at a point of the picture; null beside all of them. */
export const nodeAt = ({ boxes }: Scene, { x, y }: Point): number | null => {
  const at = boxes.findIndex(
    (box) => box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height,
  );
  return at === -1 ? null : at;
};

/** As high as the title of a frame. */
const TITLE = 30;

/** The cluster of the innermost frame whose title is at a point of the picture. */
export const frameTitleAt = ({ frames }: Scene, { x, y }: Point): string | null =>
  frames.findLast(
    (frame) => frame.x <= x && x <= frame.x + frame.width && frame.y <= y && y <= frame.y + TITLE,
  )?.cluster.id ?? null;

const STEPS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The nearest node in the direction of an arrow key: what lies straight ahead is nearer than what lies aside. */
export const neighbourOf = ({ boxes }: Scene, at: number, key: string): number | null => {
  const step = STEPS[key];
  const from = boxes[at];
  if (step === undefined || from === undefined) return null;
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  boxes.forEach((box, place) => {
    const dx = box.x + box.width / 2 - from.x - from.width / 2;
    const dy = box.y + box.height / 2 - from.y - from.height / 2;
    const ahead = dx * step.x + dy * step.y;
    const aside = Math.abs(dx * step.y) + Math.abs(dy * step.x);
    const distance = ahead + aside * 2.5;
    if (place === at || ahead <= 1 || distance >= least) return;
    least = distance;
    best = place;
  });
  return best;
};
