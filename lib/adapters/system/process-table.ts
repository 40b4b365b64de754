import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A running process, as the operating system tells of it. */
export interface RunningProcess {
  /** Command and arguments, separated by blanks. */
  readonly command: string;
  /** When it started, in the system's own notation: with the number it identifies one process for ever. */
  readonly started: string;
}

/** The process with number `pid`; undefined when there is none, or only its zombie. */
export function findProcess(pid: number): RunningProcess | undefined {
  return process.platform === "linux" ? readProc(pid) : askPs(pid);
}

function readProc(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold anything, brackets included.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
    return { command, started: `${boot}/${fields[19]}` };
  } catch {
    return undefined;
  }
}

function askPs(pid: number): RunningProcess | undefined {
  try {
    const ask = (column: string): string =>
      execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
    if (ask("stat").startsWith("Z")) return undefined;
    return { command: ask("args"), started: ask("lstart") };
  } catch {
    return undefined;
  }
}
