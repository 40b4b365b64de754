/** The graph's own page as one script: everything but Next's frame around it. */
import path from "node:path";
import { build } from "rolldown";

export async function pageScript(root: string): Promise<string> {
  const own = path.join(root, "scripts/bench-web/page");
  const { output } = await build({
    cwd: root,
    input: path.join(own, "main.tsx"),
    platform: "browser",
    resolve: {
      alias: { "next/navigation": path.join(own, "navigation.ts"), "next/link": path.join(own, "link.tsx") },
    },
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    output: { format: "esm", codeSplitting: false, minify: true },
    write: false,
    logLevel: "silent",
  });
  return output[0].code;
}
