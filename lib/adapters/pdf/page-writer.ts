/** Writes a document from top to bottom: headings, paragraphs, pairs and tables, with a line at the foot of each page. */
import PDFDocument from "pdfkit";
import { Typesetter, type Weight } from "./fonts.ts";

const MARGIN = 48;
const FOOT = 40;

export const COLOURS = {
  ink: "#1c1b18",
  muted: "#66635b",
  line: "#e3e2dd",
  soft: "#f1f1ee",
  accent: "#2b50d8",
  ok: "#2f7033",
  extra: "#bf2f1d",
  missing: "#964f00",
} as const;
export type Colour = keyof typeof COLOURS;

export interface Style {
  readonly size?: number;
  readonly weight?: Weight;
  readonly colour?: Colour;
}

export interface Place {
  readonly x: number;
  readonly width: number;
}

export interface About {
  readonly title: string;
  readonly subject: string;
  readonly madeAt: Date;
}

export class PageWriter {
  readonly #document: PDFKit.PDFDocument;
  readonly #type: Typesetter;
  readonly #bytes: Promise<Uint8Array>;
  readonly left = MARGIN;
  readonly width: number;

  constructor({ title, subject, madeAt }: About) {
    this.#document = new PDFDocument({
      size: "A4",
      bufferPages: true,
      lang: "en",
      displayTitle: true,
      margins: { top: MARGIN, bottom: MARGIN + FOOT / 2, left: MARGIN, right: MARGIN },
      info: { Title: title, Subject: subject, Creator: "Sallyport", CreationDate: madeAt, ModDate: madeAt },
    });
    this.width = this.#document.page.width - 2 * MARGIN;
    this.#type = new Typesetter(this.#document);
    const parts: Uint8Array[] = [];
    this.#bytes = new Promise((resolve, reject) => {
      this.#document.on("data", (part: Uint8Array) => parts.push(part));
      this.#document.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
      this.#document.on("error", reject);
    });
  }

  get y(): number {
    return this.#document.y;
  }
  set y(value: number) {
    this.#document.y = value;
  }

  get bottom(): number {
    return this.#document.page.height - this.#document.page.margins.bottom;
  }

  /** Goes to the next page where less than this is left. */
  need(height: number): void {
    if (this.y + height > this.bottom) this.#document.addPage();
  }

  gap(height: number): void {
    this.y += height;
  }

  /** Writes at the present height, or at `y`; returns where it ends. */
  text(text: string, style: Style = {}, place: Partial<Place & { readonly y: number }> = {}): number {
    const { size = 9.5, weight = "regular", colour = "ink" } = style;
    const { x = this.left, width = this.width, y = this.y } = place;
    const runs = this.#type.runs(text, weight);
    const document = this.#document.fontSize(size).fillColor(COLOURS[colour]);
    runs.forEach((run, at) => {
      const continued = at < runs.length - 1;
      document.font(run.font);
      if (at === 0) document.text(run.text, x, y, { width, continued, lineGap: 1.5 });
      else document.text(run.text, { continued });
    });
    return document.y;
  }

  heading(text: string): void {
    this.need(60);
    this.gap(14);
    this.text(text, { size: 13, weight: "bold" });
    this.gap(5);
  }

  rule(): void {
    this.#document
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(0.6)
      .strokeColor(COLOURS.line)
      .stroke();
    this.gap(6);
  }

  /** Words and their values, one under the other. */
  pairs(pairs: readonly (readonly [string, string])[], labelWidth = 110, size = 9): void {
    for (const [label, value] of pairs) {
      this.need(size * 2);
      const y = this.y;
      const labelled = this.text(label, { size, colour: "muted" }, { y, width: labelWidth - 8 });
      const place = { y, x: this.left + labelWidth, width: this.width - labelWidth };
      this.y = Math.max(labelled, this.text(value, { size }, place)) + 1.5;
    }
  }

  /** Figures beside one another, each over its word. */
  figures(
    figures: readonly { readonly figure: string; readonly word: string; readonly colour?: Colour }[],
  ): void {
    this.need(60);
    const top = this.y + 4;
    const width = this.width / figures.length;
    figures.forEach(({ figure, word, colour = "ink" }, at) => {
      const x = this.left + at * width;
      this.#document.roundedRect(x, top, width - 8, 44, 5).fill(COLOURS.soft);
      this.text(figure, { size: 17, weight: "bold", colour }, { x: x + 10, y: top + 6, width: width - 28 });
      this.text(word, { size: 8, colour: "muted" }, { x: x + 10, y: top + 28, width: width - 22 });
    });
    this.y = top + 54;
  }

  /** Columns of texts; a row stays on one page. `widths` are parts of the whole width. */
  table(head: readonly string[], widths: readonly number[], rows: readonly (readonly string[])[]): void {
    const total = widths.reduce((sum, width) => sum + width, 0);
    const columns = widths.map((width, at) => ({
      x: this.left + (widths.slice(0, at).reduce((sum, each) => sum + each, 0) / total) * this.width,
      width: (width / total) * this.width - 8,
    }));
    const line = (cells: readonly string[], style: Style): void => {
      this.need(30);
      const y = this.y;
      const ends = cells.map((cell, at) => this.text(cell, style, { ...columns[at], y }));
      this.y = Math.max(...ends) + 4;
    };
    line(head, { size: 8, colour: "muted" });
    this.rule();
    for (const row of rows) line(row, { size: 8.5 });
    this.gap(4);
  }

  /** A bar of colour at the left of what was written since `top`, on one page. */
  bar(top: number, colour: Colour): void {
    if (this.y <= top) return;
    this.#document.rect(this.left - 10, top, 2.5, this.y - top - 3).fill(COLOURS[colour]);
  }

  /** Ends the document with a foot under each page, and gives its bytes. */
  async finish(foot: (page: number, pages: number) => string): Promise<Uint8Array> {
    const { start, count } = this.#document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#document.switchToPage(start + page);
      // Below the margin, where pdfkit would begin another page.
      this.#document.page.margins.bottom = 0;
      const y = this.#document.page.height - FOOT;
      this.text(foot(page + 1, count), { size: 7.5, colour: "muted" }, { y });
    }
    this.#document.end();
    return this.#bytes;
  }
}
