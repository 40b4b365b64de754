/** Which part of the picture is seen: the point in the middle of the view, and pixels for one unit. */
import type { Box } from "./scene.ts";

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface View {
  readonly width: number;
  readonly height: number;
}

const LEAST = 0.04;
const MOST = 3;
const MARGIN = 20;
/** A small picture fills its view, but its letters are not to shout. */
const MOST_FITTED = 1.4;

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

export const fitted = (bounds: Box, view: View): Camera => {
  const scale = Math.min(
    (view.width - 2 * MARGIN) / Math.max(1, bounds.width),
    (view.height - 2 * MARGIN) / Math.max(1, bounds.height),
  );
  return {
    x: bounds.x + bounds.width / 2,
    y: bounds.y + bounds.height / 2,
    scale: within(scale, LEAST, MOST_FITTED),
  };
};

/** The point of the picture under a point of the view. */
export const toPicture = (camera: Camera, view: View, x: number, y: number) => ({
  x: camera.x + (x - view.width / 2) / camera.scale,
  y: camera.y + (y - view.height / 2) / camera.scale,
});

/** Whether all of a box is in view. */
export const isSeen = (box: Box, camera: Camera, view: View): boolean => {
  const from = toPicture(camera, view, 0, 0);
  const to = toPicture(camera, view, view.width, view.height);
  return from.x <= box.x && from.y <= box.y && box.x + box.width <= to.x && box.y + box.height <= to.y;
};

/** Moved so that all of a box is in view; the same camera where it is already. */
export const brought = (camera: Camera, view: View, box: Box): Camera =>
  isSeen(box, camera, view) ? camera : { ...camera, x: box.x + box.width / 2, y: box.y + box.height / 2 };

/** Where the view became another: as large as before, and what stood in its upper left corner still does. */
export const resized = (camera: Camera, from: View, to: View): Camera => ({
  ...camera,
  x: camera.x + (to.width - from.width) / 2 / camera.scale,
  y: camera.y + (to.height - from.height) / 2 / camera.scale,
});

/** Moved by pixels of the view. */
export const panned = (camera: Camera, dx: number, dy: number): Camera => ({
  ...camera,
  x: camera.x - dx / camera.scale,
  y: camera.y - dy / camera.scale,
});

/** Closer by a factor, the point under (x, y) of the view staying where it is. */
export const zoomed = (camera: Camera, view: View, factor: number, x: number, y: number): Camera => {
  const scale = within(camera.scale * factor, LEAST, MOST);
  const fixed = toPicture(camera, view, x, y);
  return {
    scale,
    x: fixed.x - (x - view.width / 2) / scale,
    y: fixed.y - (y - view.height / 2) / scale,
  };
};

export const printCamera = ({ x, y, scale }: Camera): string =>
  `${Math.round(x)},${Math.round(y)},${scale.toFixed(3)}`;

/** Null for text that is none. */
export const parseCamera = (text: string): Camera | null => {
  const [x, y, scale] = text.split(",").map(Number);
  if (x === undefined || y === undefined || scale === undefined) return null;
  return [x, y, scale].every(Number.isFinite) ? { x, y, scale: within(scale, LEAST, MOST) } : null;
};
