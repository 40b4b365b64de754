import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { BUNDLE, bundleCommand } from "./bundle-command.ts";

const projectSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  engines: z.object({ node: z.string() }),
});

/** What comes with the command as it is, from the project's root to the package's. */
const COPIED: readonly (readonly [string, string])[] = [
  ["LICENSE", "LICENSE"],
  ["lib/cli/sallyport/README.md", "README.md"],
  ["lib/formats/patterns", "lib/formats/patterns"],
  ["public/schemas", "schemas"],
];

/** Makes the folder that is published: the bundle, its files, and a package.json without dependencies. */
export async function writeCommandPackage(root: string, folder: string): Promise<void> {
  const project = projectSchema.parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const licences = await bundleCommand(root, folder);
  chmodSync(path.join(folder, BUNDLE), 0o755);
  writeFileSync(path.join(folder, "THIRD-PARTY-LICENSES.txt"), licences);
  for (const [from, to] of COPIED)
    cpSync(path.join(root, from), path.join(folder, to), {
      recursive: true,
      filter: (file) => !file.endsWith(".ts"),
    });
  const manifest = {
    name: project.name,
    version: project.version,
    description:
      "Security groups, exactly, from the JSON that the AWS CLI prints: diff, reach, check, plan, adopt.",
    license: project.license,
    type: "module",
    engines: project.engines,
    bin: { [project.name]: BUNDLE },
  };
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
