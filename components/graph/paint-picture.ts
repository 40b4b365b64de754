import { type Camera, toPicture, type View } from "./camera.ts";
import { CanvasPen } from "./canvas-pen.ts";
import { drawGraph, type Picture } from "./draw-graph.ts";
import type { Palette } from "./palette.ts";

/** What a camera sees, on a canvas of the size of the view. */
export const paintPicture = (
  context: CanvasRenderingContext2D,
  picture: Picture,
  palette: Palette,
  camera: Camera,
  view: View,
): void => {
  const density = window.devicePixelRatio;
  const { scale } = camera;
  const corner = toPicture(camera, view, 0, 0);
  context.globalAlpha = 1;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.fillStyle = palette.canvas;
  context.fillRect(0, 0, view.width, view.height);
  context.setTransform(
    density * scale,
    0,
    0,
    density * scale,
    -corner.x * scale * density,
    -corner.y * scale * density,
  );
  const visible = { ...corner, width: view.width / scale, height: view.height / scale };
  drawGraph(new CanvasPen(context), picture, palette, scale, visible);
};
