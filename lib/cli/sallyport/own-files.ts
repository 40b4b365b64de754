/**
 * Files that come with the command. The package keeps them where the sources do, beside `lib/cli/sallyport/`, so that
 * the bundle, which stands there too, finds them in the same way.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The patterns that a stack may follow without their being given. */
export const OWN_PATTERNS = fileURLToPath(new URL("../../formats/patterns/", import.meta.url));

export function ownVersion(): string {
  const file: unknown = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  return typeof file === "object" && file !== null && "version" in file ? String(file.version) : "unknown";
}
