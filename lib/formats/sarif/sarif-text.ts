/** Texts as SARIF takes them. In a message, brackets make links and braces placeholders: both must stay letters. */
import { visibleLine } from "#lib/core/visible-text.ts";

export const sarifMessage = (text: string): string =>
  visibleLine(text)
    .replace(/[\\[\]]/g, "\\$&")
    .replace(/[{}]/g, "$&$&");
