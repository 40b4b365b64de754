/**
 * The fonts of a document, embedded so that it shows the same everywhere: Inter in its subsets, and for every other
 * character UnifontEX, plain but with a shape for nearly all of Unicode. What neither has shows as its code point.
 */
import { createRequire } from "node:module";
import { visibleLines } from "#lib/core/visible-text.ts";

const { resolve } = createRequire(import.meta.url);

export type Weight = "regular" | "bold";

const SUBSETS = [
  "latin",
  "latin-ext",
  "cyrillic",
  "cyrillic-ext",
  "greek",
  "greek-ext",
  "vietnamese",
] as const;
const NUMBERS = { regular: 400, bold: 600 } as const satisfies Record<Weight, number>;

interface DocumentFont {
  readonly name: string;
  readonly file: string;
}

const interFonts = (weight: Weight): readonly DocumentFont[] =>
  SUBSETS.map((subset) => ({
    name: `inter-${subset}-${weight}`,
    file: resolve(`@fontsource/inter/files/inter-${subset}-${NUMBERS[weight]}-normal.woff`),
  }));

const REST: DocumentFont = {
  name: "unifontex",
  file: resolve("@fontsource/unifontex/files/unifontex-latin-400-normal.woff"),
};

/** What pdfkit knows of an open font beside its types. */
interface OpenFont {
  readonly font: { hasGlyphForCodePoint(point: number): boolean };
}

/** Some of a text, in the one font that has all of its characters. */
export interface Run {
  readonly font: string;
  readonly text: string;
}

interface FontBook {
  registerFont(name: string, file: string): unknown;
  font(name: string): unknown;
}

const isOpen = (value: unknown): value is OpenFont =>
  typeof value === "object" && value !== null && "font" in value && typeof value.font === "object";

/** Finds the font for each character of a text, opening fonts as they are needed. */
export class Typesetter {
  readonly #document: FontBook;
  readonly #known = new Map<string, OpenFont>();
  readonly #choices = new Map<string, string | null>();

  constructor(document: FontBook) {
    this.#document = document;
    for (const { name, file } of [...interFonts("regular"), ...interFonts("bold"), REST]) {
      document.registerFont(name, file);
    }
  }

  #open(name: string): OpenFont {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#document.font(name);
    const open: unknown = Reflect.get(this.#document, "_font");
    if (!isOpen(open)) throw new Error("pdfkit does not show its font where it did.");
    this.#known.set(name, open);
    return open;
  }

  #fontOf(character: string, weight: Weight): string | null {
    const key = `${weight} ${character}`;
    const chosen = this.#choices.get(key);
    if (chosen !== undefined) return chosen;
    const point = character.codePointAt(0) ?? 0;
    const found = [...interFonts(weight), REST].find(({ name }) =>
      this.#open(name).font.hasGlyphForCodePoint(point),
    );
    this.#choices.set(key, found?.name ?? null);
    return found?.name ?? null;
  }

  /** Hidden characters are made visible first: anybody may have chosen a name that is in a text. */
  runs(text: string, weight: Weight): readonly Run[] {
    const first = `inter-latin-${weight}`;
    const runs: { font: string; text: string }[] = [];
    const add = (font: string, piece: string): void => {
      const last = runs.at(-1);
      if (last?.font === font) last.text += piece;
      else runs.push({ font, text: piece });
    };
    for (const character of visibleLines(text)) {
      const last = runs.at(-1);
      // A space belongs to the words around it, so that lines still break there.
      if (character === " " || character === "\n") add(last?.font ?? first, character);
      else {
        const font = this.#fontOf(character, weight);
        if (font === null) add(first, `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`);
        else add(font, character);
      }
    }
    return runs.length === 0 ? [{ font: first, text: "" }] : runs;
  }
}
