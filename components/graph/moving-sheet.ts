/**
 * While a hand moves a picture that takes long to draw, it is two sheets that are pushed about: what was seen when the
 * hand began, and beneath it all of the picture, coarser. So a frame costs the same however much there is to draw. Once
 * the hand rests, the picture itself is drawn again.
 */
import { type Camera, fitted, type View } from "./camera.ts";
import type { Box } from "./scene.ts";

export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  /** What it shows, and how large it is in the view of that camera. */
  readonly camera: Camera;
  readonly size: View;
}

type Paint = (context: CanvasRenderingContext2D, camera: Camera, view: View) => void;

const blank = ({ width, height }: View): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * window.devicePixelRatio);
  canvas.height = Math.round(height * window.devicePixelRatio);
  return canvas;
};

/** What is on a canvas now. */
export const sheetOfCanvas = (shown: HTMLCanvasElement, camera: Camera, size: View): Sheet => {
  const canvas = blank(size);
  canvas.getContext("2d", { alpha: false })?.drawImage(shown, 0, 0);
  return { canvas, camera, size };
};

/** All of the picture. */
export const sheetOfWhole = (paint: Paint, bounds: Box, size: View): Sheet => {
  const canvas = blank(size);
  const camera = fitted(bounds, size);
  const context = canvas.getContext("2d", { alpha: false });
  if (context !== null) paint(context, camera, size);
  return { canvas, camera, size };
};

/** Draws a sheet where `now` sees it. */
export const laySheet = (
  context: CanvasRenderingContext2D,
  { canvas, camera, size }: Sheet,
  now: Camera,
  view: View,
): void => {
  const stretch = now.scale / camera.scale;
  const x = view.width / 2 + (camera.x - now.x) * now.scale - (size.width / 2) * stretch;
  const y = view.height / 2 + (camera.y - now.y) * now.scale - (size.height / 2) * stretch;
  context.drawImage(canvas, x, y, size.width * stretch, size.height * stretch);
};
