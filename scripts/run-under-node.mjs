import { spawn } from "node:child_process";

/**
 * Runs `args` under another Node and resolves with its exit code. The two hold on to each other: signals go
 * down, and an IPC channel tells the child when this process is lost.
 */
export function runUnderNode(node, args) {
  const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}
