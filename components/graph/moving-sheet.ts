/**
 * While a hand moves the picture it is a sheet: drawn once, larger than the view, and pushed about, so that a frame
 * costs the same however much there is to draw. A new sheet is drawn where the old one ends. Once the hand rests the
 * picture itself is drawn again, sharp.
 */
import type { Camera, View } from "./camera.ts";

export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly camera: Camera;
  readonly size: View;
}

type Paint = (context: CanvasRenderingContext2D, camera: Camera, view: View) => void;

/** How much larger than the view, each way. */
const LARGER = 1.6;
/** Letters may become so much larger or smaller before they are drawn again. */
const MOST_STRETCHED = 2.4;
/** So much of the view, each way, may lie beyond the sheet for a moment. */
const BARE = 0.06;

const placeOf = ({ camera, size }: Sheet, now: Camera, view: View) => {
  const stretch = now.scale / camera.scale;
  return {
    x: view.width / 2 + (camera.x - now.x) * now.scale - (size.width / 2) * stretch,
    y: view.height / 2 + (camera.y - now.y) * now.scale - (size.height / 2) * stretch,
    width: size.width * stretch,
    height: size.height * stretch,
    stretch,
  };
};

const serves = (sheet: Sheet, now: Camera, view: View): boolean => {
  const { x, y, width, height, stretch } = placeOf(sheet, now, view);
  const [bareX, bareY] = [view.width * BARE, view.height * BARE];
  return (
    stretch <= MOST_STRETCHED &&
    stretch >= 1 / MOST_STRETCHED &&
    x <= bareX &&
    y <= bareY &&
    x + width >= view.width - bareX &&
    y + height >= view.height - bareY
  );
};

const newSheet = (old: Sheet | null, paint: Paint, camera: Camera, view: View): Sheet | null => {
  const canvas = old?.canvas ?? document.createElement("canvas");
  const size = { width: Math.round(view.width * LARGER), height: Math.round(view.height * LARGER) };
  const density = window.devicePixelRatio;
  canvas.width = size.width * density;
  canvas.height = size.height * density;
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) return null;
  paint(context, camera, size);
  return { canvas, camera, size };
};

/** Shows what `now` sees, from the sheet. Returns the sheet it was shown from. */
export const moveSheet = (
  context: CanvasRenderingContext2D,
  known: Sheet | null,
  paint: Paint,
  now: Camera,
  view: View,
  ground: string,
): Sheet | null => {
  const sheet = known !== null && serves(known, now, view) ? known : newSheet(known, paint, now, view);
  const density = window.devicePixelRatio;
  context.globalAlpha = 1;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, view.width, view.height);
  if (sheet === null) return null;
  const { x, y, width, height } = placeOf(sheet, now, view);
  context.drawImage(sheet.canvas, x, y, width, height);
  return sheet;
};
