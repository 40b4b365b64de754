/** The product's style sheet, with the classes that the graph's page uses. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compile } from "tailwindcss";

const SOURCES = [
  "components/graph",
  "components/matrix",
  "components/ask",
  "components/ui",
  "app/(signed-in)/graph",
  "scripts/bench-web/page",
];

const textsIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".tsx") || file.endsWith(".ts"))
      .map((file) => readFileSync(path.join(folder, file), "utf8"));
  } catch {
    return [];
  }
};

export async function pageStyle(root: string): Promise<string> {
  const app = path.join(root, "app");
  const require = createRequire(path.join(app, "globals.css"));
  const { build } = await compile(readFileSync(path.join(app, "globals.css"), "utf8"), {
    base: app,
    loadStylesheet: async (id, base) => {
      const isPackage = !id.startsWith(".");
      const file = isPackage
        ? require.resolve(id === "tailwindcss" ? "tailwindcss/index.css" : id)
        : path.join(base, id);
      return { path: file, base: path.dirname(file), content: readFileSync(file, "utf8") };
    },
  });
  const words = SOURCES.flatMap((folder) => textsIn(path.join(root, folder))).flatMap((text) =>
    text.split(/[\s"'`]+/),
  );
  return build([...new Set(words)]);
}

const FONTS = ["inter", "jetbrains-mono"];

/** The font file of that name that the style sheet asks for; null for none. */
export function pageFont(root: string, name: string): Buffer | null {
  const require = createRequire(path.join(root, "package.json"));
  for (const font of FONTS) {
    const folder = path.join(
      path.dirname(require.resolve(`@fontsource-variable/${font}/index.css`)),
      "files",
    );
    if (readdirSync(folder).includes(name)) return readFileSync(path.join(folder, name));
  }
  return null;
}
