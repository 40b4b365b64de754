/** What a tab takes: the memory of the browser's renderer processes, shared pages counted in part. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

const text = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const parentOf = (pid: string): string => /^PPid:\s*(\d+)/m.exec(text(`/proc/${pid}/status`))?.[1] ?? "";

const descendsFrom = (pid: string, ancestor: string): boolean => {
  for (let at = pid; at !== "" && at !== "0"; at = parentOf(at)) if (at === ancestor) return true;
  return false;
};

/** Megabytes; null where it cannot be told. */
export function tabMemory(browserPid: number): number | null {
  if (process.platform !== "linux") return null;
  const renderers = readdirSync("/proc").filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      text(`/proc/${pid}/cmdline`).includes("--type=renderer") &&
      descendsFrom(pid, `${browserPid}`),
  );
  const kilobytes = renderers.map((pid) =>
    Number(/^Pss:\s*(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return renderers.length === 0 ? null : kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
}
