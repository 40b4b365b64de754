import type { Environment } from "#lib/adapters/system/environment.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import type { FailPoint } from "#lib/usecases/apply/step-context.ts";

/**
 * Where a crash test wants this process to end (`kill -9`) or to stop (SIGSTOP), once: `after-intent:2` is after the
 * intent of the plan's second step. In the sandbox only.
 */
export function failPointFrom(
  environment: Environment<"worker">,
): (name: FailPoint, ordinal: number) => void {
  const wanted = environment.SALLYPORT_FAIL_POINT;
  if (wanted === undefined) return () => undefined;
  if (environment.SALLYPORT_AWS !== "sandbox") {
    throw new StartupRefusal("SALLYPORT_FAIL_POINT is for tests on the sandbox: remove it.");
  }
  const [point, step, stop] = wanted.split(":");
  let spent = false;
  return (name, ordinal) => {
    if (spent || name !== point || ordinal + 1 !== Number(step)) return;
    spent = true;
    process.kill(process.pid, stop === undefined ? "SIGKILL" : "SIGSTOP");
  };
}
