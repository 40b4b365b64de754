import type { Environment } from "#lib/adapters/system/environment.ts";
import { APPLY_TIMES, type ApplyTimes } from "#lib/usecases/apply/apply-times.ts";

export const applyTimes = (environment: Environment<"worker">): ApplyTimes => ({
  leaseMs: environment.APPLY_LEASE_SECONDS * 1_000,
  requestMs: environment.APPLY_REQUEST_SECONDS * 1_000,
  sendWithinMs: Math.min(APPLY_TIMES.sendWithinMs, environment.APPLY_LEASE_SECONDS * 500),
  requestLifeMs: environment.APPLY_REQUEST_LIFE_SECONDS * 1_000,
  readBackMs: environment.APPLY_READ_BACK_SECONDS * 1_000,
  pauseMs: environment.APPLY_PAUSE_SECONDS * 1_000,
});
