import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "rolldown";

/** Where the bundle stands in the package: as deep as in the sources, so that it finds the files beside it. */
export const BUNDLE = "lib/cli/sallyport/main.js";

/** The folders under node_modules that a bundle took something from. */
const packagesIn = (moduleIds: readonly string[]): string[] => {
  const folders = moduleIds.flatMap(
    (id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1] ?? [],
  );
  return [...new Set(folders)].sort();
};

/** What the licences of bundled packages ask for: their text, with what is distributed. */
function licenceOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(path.join(folder, "LICENSE"), "utf8").trim()}\n`;
}

/** Bundles the command and all it needs into one file of plain JavaScript. Returns the licences of what is in it. */
export async function bundleCommand(root: string, folder: string): Promise<string> {
  const { output } = await build({
    cwd: root,
    input: path.join(root, "lib/cli/sallyport/main.ts"),
    platform: "node",
    transform: { target: "node20.19" },
    output: { file: path.join(folder, BUNDLE), format: "esm", codeSplitting: false, minify: false },
    logLevel: "warn",
  });
  const [chunk] = output;
  return packagesIn(chunk.moduleIds).map(licenceOf).join("\n---\n\n");
}
