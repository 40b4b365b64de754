import { expect, test } from "vitest";
import { visibleLine, visibleLines } from "./visible-text.ts";

test.each([
  ["a rule called invoice\u202Efdp.exe", "a rule called invoice[U+202E]fdp.exe"],
  ["zero\u200Bwidth", "zero[U+200B]width"],
  ["a filler\u3164 and another\u115F", "a filler[U+3164] and another[U+115F]"],
  ["lone \uD800", "lone [U+D800]"],
  ["SSH\r\nBcc: everybody@example.com", "SSH[U+000D][U+000A]Bcc: everybody@example.com"],
  ["\u001B[31mred", "[U+001B][31mred"],
  ["Zoë 日本 🚪", "Zoë 日本 🚪"],
])("the subject %j is one visible line", (text, shown) => {
  expect(visibleLine(text)).toBe(shown);
});

test("a body keeps its lines and nothing else that cannot be seen", () => {
  expect(visibleLines("one\n\ntwo\u2066\rthree")).toBe("one\n\ntwo[U+2066][U+000D]three");
});
