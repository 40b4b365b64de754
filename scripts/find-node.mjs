import { existsSync } from "node:fs";
import path from "node:path";

/** TypeScript runs without a build from this version on. */
const fewest = [22, 18];

/** The Node to run on: the pinned one from npm where there is one for this platform, else the host's own. */
export function findNode(root) {
  const pinned = path.join(root, "node_modules", ".bin", "node");
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > fewest[0] || (major === fewest[0] && minor >= fewest[1])) return process.execPath;
  throw new Error(
    `npm has no Node for ${process.platform}-${process.arch}, and this one is ${process.versions.node}: install Node ${fewest.join(".")} or newer.`,
  );
}
