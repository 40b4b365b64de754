import type { Curve, Pen, Stroke, TextLook } from "./pen.ts";
import type { Box } from "./scene.ts";

const SANS = '"Inter Variable", "Inter", system-ui, sans-serif';
const MONO = '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace';

const SOLID: readonly number[] = [];

export class CanvasPen implements Pen {
  readonly #context: CanvasRenderingContext2D;

  #font = "";
  #dash: readonly number[] | null = null;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
    context.textBaseline = "middle";
  }

  #prepare({ colour, width, dash = SOLID }: Stroke): void {
    const context = this.#context;
    context.strokeStyle = colour;
    context.lineWidth = width;
    if (dash !== this.#dash) {
      context.setLineDash([...dash]);
      this.#dash = dash;
    }
  }

  #stroke(stroke: Stroke): void {
    this.#prepare(stroke);
    this.#context.stroke();
  }

  #finish(fill: string | null, stroke: Stroke | null): void {
    if (fill !== null) {
      this.#context.fillStyle = fill;
      this.#context.fill();
    }
    if (stroke !== null) this.#stroke(stroke);
  }

  rectangle({ x, y, width, height }: Box, radius: number, fill: string | null, stroke: Stroke | null): void {
    const context = this.#context;
    if (radius > 0) {
      context.beginPath();
      context.roundRect(x, y, width, height, radius);
      this.#finish(fill, stroke);
      return;
    }
    // Some thousands of a picture are small and plain: a path takes longer than all the rest of them.
    if (fill !== null) {
      context.fillStyle = fill;
      context.fillRect(x, y, width, height);
    }
    if (stroke !== null) {
      this.#prepare(stroke);
      context.strokeRect(x, y, width, height);
    }
  }

  curve([x1, y1, cx1, cy1, cx2, cy2, x2, y2]: Curve, stroke: Stroke): void {
    this.#context.beginPath();
    this.#context.moveTo(x1, y1);
    this.#context.bezierCurveTo(cx1, cy1, cx2, cy2, x2, y2);
    this.#stroke(stroke);
  }

  polygon(points: readonly number[], fill: string): void {
    this.#context.beginPath();
    for (let at = 0; at < points.length; at += 2) this.#context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
    this.#finish(fill, null);
  }

  circle(x: number, y: number, radius: number, fill: string | null, stroke: Stroke | null): void {
    this.#context.beginPath();
    this.#context.arc(x, y, radius, 0, Math.PI * 2);
    this.#finish(fill, stroke);
  }

  text(x: number, y: number, text: string, { colour, size, weight, anchor, mono = false }: TextLook): void {
    const context = this.#context;
    const font = `${weight} ${size}px ${mono ? MONO : SANS}`;
    // Setting a font has it looked up again, even the same one.
    if (font !== this.#font) {
      context.font = font;
      this.#font = font;
    }
    context.textAlign = anchor === "middle" ? "center" : anchor;
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  alpha(value: number): void {
    this.#context.globalAlpha = value;
  }
}
