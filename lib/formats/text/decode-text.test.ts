import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkDecoder, encodingOf } from "./decode-text.ts";

const TEXT = '{"Vpcs": [{"VpcId": "vpc-1", "Name": "Zürich 東京 🏔"}]}';

const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), !isBig);
  return bytes;
};

const WRITTEN: readonly (readonly [string, Uint8Array])[] = [
  ["UTF-8", new TextEncoder().encode(TEXT)],
  ["UTF-8 with a byte order mark", new TextEncoder().encode(`\uFEFF${TEXT}`)],
  ["UTF-16 as PowerShell writes it", utf16(`\uFEFF${TEXT}`, false)],
  ["UTF-16, the other order", utf16(`\uFEFF${TEXT}`, true)],
  ["UTF-16 without a mark", utf16(TEXT, false)],
  ["UTF-16, the other order, without a mark", utf16(TEXT, true)],
];

const decoded = (pieces: readonly Uint8Array[]): string => {
  const decoder = chunkDecoder();
  const text = pieces.map((piece) => decoder.next(piece)).join("");
  return text + decoder.end();
};

describe.each(WRITTEN)("%s", (_name, bytes) => {
  it("is read in one piece", () => expect(decoded([bytes])).toBe(TEXT));
  it("is read however it is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 9 }), (cuts) => {
        const ends = [...cuts].sort((a, b) => a - b);
        const pieces = [0, ...ends].map((from, at) => bytes.slice(from, ends[at] ?? bytes.length));
        expect(decoded(pieces)).toBe(TEXT);
      }),
      { numRuns: 200 },
    );
  });
});

it("reads nothing as nothing, and one character as itself", () => {
  expect(decoded([])).toBe("");
  expect(decoded([new Uint8Array([55])])).toBe("7");
  expect(encodingOf(new Uint8Array([0x7b, 0]))).toBe("utf-16le");
});

it("shows what is no text as the sign for it", () => {
  expect(decoded([new Uint8Array([0x22, 0xfc, 0x22, 0x20])])).toBe('"\uFFFD" ');
});
