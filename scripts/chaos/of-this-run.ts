import { spawnSync } from "node:child_process";
import { cpus, release, totalmem, type } from "node:os";
import { root } from "../test/stage.ts";

function git(...words: readonly string[]): string {
  return spawnSync("git", [...words], { cwd: root, encoding: "utf8" }).stdout.trim();
}

/** What a result is about: the commit, the day, the machine. */
export function ofThisRun(): string {
  const commit = git("rev-parse", "--short=12", "HEAD");
  const changed = git("status", "--porcelain", "--untracked-files=no") === "" ? "" : " with changes";
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return (
    `Commit ${commit}${changed}, ${day}, ${processors.length} x ${processors[0]?.model.trim() ?? "?"}, ` +
    `${memory} GiB, ${type()} ${release()}, Node ${process.versions.node}.`
  );
}
