import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { samplePack } from "#lib/testing/command/sample-pack.ts";
import { Typesetter } from "./fonts.ts";
import { printEvidence } from "./print-evidence.ts";

describe("setting a text", () => {
  const { runs } = (() => {
    const typesetter = new Typesetter(new PDFDocument());
    return { runs: (text: string) => typesetter.runs(text, "regular") };
  })();

  it("takes each character from a font that has it, with spaces beside their words", () => {
    expect(runs("Łódź für Привет 漢字!")).toEqual([
      { font: "inter-latin-ext-regular", text: "Ł" },
      { font: "inter-latin-regular", text: "ód" },
      { font: "inter-latin-ext-regular", text: "ź " },
      { font: "inter-latin-regular", text: "für " },
      { font: "inter-cyrillic-regular", text: "Привет " },
      { font: "unifontex", text: "漢字" },
      { font: "inter-latin-regular", text: "!" },
    ]);
  });

  it("shows what would hide or turn a text around, and what no font has", () => {
    const text = (value: string) =>
      runs(value)
        .map((run) => run.text)
        .join("");
    expect(text("gpj.\u202Eexe\u0000\u200B")).toBe("gpj.[U+202E]exe[U+0000][U+200B]");
    expect(text("\u{1FAE8}")).toMatch(/^(\u{1FAE8}|\\u\{1fae8\})$/u);
    expect(runs("")).toEqual([{ font: "inter-latin-regular", text: "" }]);
  });
});

it("evidence is a PDF with all of its fonts in it", async () => {
  const bytes = Buffer.from(await printEvidence(samplePack().pack)).toString("latin1");
  expect(bytes.startsWith("%PDF-1.")).toBe(true);
  expect(bytes.trimEnd().endsWith("%%EOF")).toBe(true);
  const fonts = bytes.match(/\/BaseFont \/[A-Z]{6}\+/g) ?? [];
  expect(fonts.length).toBeGreaterThan(1);
  expect(bytes.match(/\/FontFile2/g)?.length ?? 0).toBeGreaterThan(1);
  // Nothing is borrowed from whoever reads it.
  expect(bytes).not.toContain("/Helvetica");
});
