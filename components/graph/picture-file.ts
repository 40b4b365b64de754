/** The picture as a file of its own, all of it, in the colours it has on screen. */
import { CanvasPen } from "./canvas-pen.ts";
import { drawGraph, type Picture } from "./draw-graph.ts";
import type { Palette } from "./palette.ts";
import type { Box } from "./scene.ts";
import { SvgPen } from "./svg-pen.ts";

const MARGIN = 24;
/** Pixels for one unit: fine enough for a screen of high density. */
const DENSITY = 2;
/** Browsers give up on larger canvases. */
const MOST_PIXELS = 8_192;

const withMargin = ({ x, y, width, height }: Box): Box => ({
  x: x - MARGIN,
  y: y - MARGIN,
  width: width + MARGIN * 2,
  height: height + MARGIN * 2,
});

export const svgFile = (picture: Picture, palette: Palette, title: string): Blob => {
  const page = withMargin(picture.scene.bounds);
  const pen = new SvgPen();
  drawGraph(pen, picture, palette, 1, page);
  return new Blob([pen.document(page, title, palette.canvas)], { type: "image/svg+xml" });
};

export const pngFile = async (picture: Picture, palette: Palette): Promise<Blob | null> => {
  const page = withMargin(picture.scene.bounds);
  const scale = Math.min(DENSITY, MOST_PIXELS / page.width, MOST_PIXELS / page.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(page.width * scale);
  canvas.height = Math.ceil(page.height * scale);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.fillStyle = palette.canvas;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, -page.x * scale, -page.y * scale);
  drawGraph(new CanvasPen(context), picture, palette, scale, page);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};
