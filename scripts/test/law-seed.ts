import { spawnSync } from "node:child_process";
import { root } from "./stage.ts";

/**
 * What the laws draw their random cases from: the commit that is checked out. Each commit is tried on new cases, and
 * a commit that passed here passes elsewhere; `npm run proof`, and tests run one by one, draw new ones every time.
 */
export function lawSeed(): Readonly<Record<string, string>> {
  if (process.env.LAW_SEED) return {};
  const { stdout } = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  const commit = /^[0-9a-f]{8}/.exec(stdout ?? "")?.[0];
  return commit === undefined ? {} : { LAW_SEED: String(Number.parseInt(commit, 16)) };
}
