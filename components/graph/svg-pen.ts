/** The picture as SVG text. Labels are text that others wrote: every one is escaped. */
import type { Curve, Pen, Stroke, TextLook } from "./pen.ts";
import type { Box } from "./scene.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

const number = (value: number): string => `${Math.round(value * 100) / 100}`;

const strokeText = (stroke: Stroke | null): string => {
  if (stroke === null) return "";
  const dash = stroke.dash === undefined ? "" : ` stroke-dasharray="${stroke.dash.map(number).join(" ")}"`;
  return ` stroke="${escapeXml(stroke.colour)}" stroke-width="${number(stroke.width)}"${dash}`;
};

const fillText = (fill: string | null): string => ` fill="${fill === null ? "none" : escapeXml(fill)}"`;

export class SvgPen implements Pen {
  readonly #parts: string[] = [];
  #alpha = "";

  #add(element: string, attributes: string, content?: string): void {
    const end = content === undefined ? "/>" : `>${content}</${element}>`;
    this.#parts.push(`<${element}${attributes}${this.#alpha}${end}`);
  }

  rectangle({ x, y, width, height }: Box, radius: number, fill: string | null, stroke: Stroke | null): void {
    const place = ` x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`;
    this.#add("rect", `${place} rx="${number(radius)}"${fillText(fill)}${strokeText(stroke)}`);
  }

  curve(points: Curve, stroke: Stroke): void {
    const [x1, y1, cx1, cy1, cx2, cy2, x2, y2] = points.map(number);
    this.#add(
      "path",
      ` d="M${x1} ${y1}C${cx1} ${cy1} ${cx2} ${cy2} ${x2} ${y2}" fill="none"${strokeText(stroke)}`,
    );
  }

  polygon(points: readonly number[], fill: string): void {
    this.#add("polygon", ` points="${points.map(number).join(" ")}"${fillText(fill)}`);
  }

  circle(x: number, y: number, radius: number, fill: string | null, stroke: Stroke | null): void {
    this.#add(
      "circle",
      ` cx="${number(x)}" cy="${number(y)}" r="${number(radius)}"${fillText(fill)}${strokeText(stroke)}`,
    );
  }

  text(x: number, y: number, text: string, { colour, size, weight, anchor, mono = false }: TextLook): void {
    const family = mono ? "JetBrains Mono, monospace" : "Inter, sans-serif";
    const font = ` font-family="${family}" font-size="${number(size)}" font-weight="${weight}"`;
    const place = ` x="${number(x)}" y="${number(y)}" text-anchor="${anchor}" dominant-baseline="central"`;
    this.#add("text", `${place}${font}${fillText(colour)}`, escapeXml(text));
  }

  alpha(value: number): void {
    this.#alpha = value === 1 ? "" : ` opacity="${number(value)}"`;
  }

  document({ x, y, width, height }: Box, title: string, background: string): string {
    const size = `width="${number(width)}" height="${number(height)}"`;
    const view = `viewBox="${number(x)} ${number(y)} ${number(width)} ${number(height)}"`;
    const ground = `<rect x="${number(x)}" y="${number(y)}" ${size} fill="${escapeXml(background)}"/>`;
    const open = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${view} role="img">`;
    return `${open}<title>${escapeXml(title)}</title>${ground}${this.#parts.join("")}</svg>\n`;
  }
}
