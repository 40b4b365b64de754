import path from "node:path";
import { pathToFileURL } from "node:url";

/** A file as a URI reference: relative where it was named so. */
export function fileUri(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  const parts = path.normalize(file).split(path.sep);
  return parts.map((part) => encodeURIComponent(part)).join("/");
}
