import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** A hash over names and contents of `places` (files and folders under `root`) without tests. */
export function hashSources(root: string, places: readonly string[]): string {
  const hash = createHash("sha256");
  for (const place of places) {
    for (const file of filesUnder(path.join(root, place))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(createHash("sha256").update(readFileSync(file)).digest());
    }
  }
  return hash.digest("hex");
}

function filesUnder(place: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (/\.test\.tsx?$/.test(entry.name) || entry.name === "generated") return [];
      return filesUnder(path.join(place, entry.name));
    });
}
