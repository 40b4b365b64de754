import { spawn } from "node:child_process";
import path from "node:path";

/**
 * Waits for the end of its input, which comes when the process that holds the other end is gone however it
 * went, and then asks the postmaster named in the PID file to shut down fast.
 */
const script = `while read -r _; do :; done; read -r pid < "$1" && kill -INT "$pid"`;

/** Makes PostgreSQL stop when this process is lost; the function returned withdraws that. */
export function guardAgainstOrphan(dataDirectory: string): () => void {
  const guard = spawn(
    "/bin/sh",
    ["-c", script, "sallyport-guard", path.join(dataDirectory, "postmaster.pid")],
    {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      cwd: "/",
      // It outlives us, and needs none of our secrets.
      env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
    },
  );
  guard.unref();
  // A guard that was killed is no reason to fail: PostgreSQL itself still runs.
  guard.on("error", () => undefined);
  guard.stdin.on("error", () => undefined);
  return () => {
    guard.kill("SIGKILL");
    guard.stdin.destroy();
  };
}
