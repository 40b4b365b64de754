/** Texts as SARIF takes them. In a message, brackets make links and braces placeholders: both must stay letters. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { visibleLine } from "#lib/core/visible-text.ts";

export const sarifMessage = (text: string): string =>
  visibleLine(text)
    .replace(/[\\[\]]/g, "\\$&")
    .replace(/[{}]/g, "$&$&");

/** A file as a URI reference: relative where it was named so. */
export function fileUri(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  const parts = path.normalize(file).split(path.sep);
  return parts.map((part) => encodeURIComponent(part)).join("/");
}
