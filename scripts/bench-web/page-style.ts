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
    // Fonts stay away: the page shows text in the system's own.
    loadStylesheet: async (id, base) => {
      const file = id === "tailwindcss" ? require.resolve("tailwindcss/index.css") : path.join(base, id);
      const content = id.startsWith("@fontsource") ? "" : readFileSync(file, "utf8");
      return { path: file, base: path.dirname(file), content };
    },
  });
  const words = SOURCES.flatMap((folder) => textsIn(path.join(root, folder))).flatMap((text) =>
    text.split(/[\s"'`]+/),
  );
  return build([...new Set(words)]);
}
