import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/** The Node of the oldest promised line that is installed beside the project's own; null where there is none. */
export function findNode20(): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const nodes = [...folders, "/usr/bin", "/usr/local/bin"].map((folder) => path.join(folder, "node"));
  const isOldest = (node: string): boolean =>
    existsSync(node) && execFileSync(node, ["--version"], { encoding: "utf8" }).startsWith("v20.");
  return nodes.find((node) => !node.includes("node_modules") && isOldest(node)) ?? null;
}
