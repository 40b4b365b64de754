/**
 * Carries out one step: look, intent (committed), one EC2 call, outcome (committed), look again until EC2 agrees.
 * The same look decides after a crash and after a lost answer, so every step has its effect once.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Call, CallOutcome } from "./ec2-gate.ts";
import {
  type Attempt,
  attemptsOf,
  blockedUntil,
  isOpen,
  lastAcceptance,
  writeIntent,
  writeOutcome,
} from "./journal.ts";
import { look, lookUntilDone } from "./look-at-ec2.ts";
import type { RunningStep, StepContext, StepResult } from "./step-context.ts";
import { type StepLook, stepOwner } from "./step-look.ts";
import { writeReads } from "./write-step-result.ts";

const CALLS_AT_MOST = 8;
/** Then others get their turn; what is left is tried again soon. */
const ROUNDS_AT_MOST = 12;
const THROTTLED_AT_MOST = 20;
/** Outcomes after which nothing of the call is under way. */
const HARMLESS = new Set(["throttled", "not-sent", "credentials"]);

/** An answer that was lost may be asked for again at once when a second arrival could do no harm. */
const harmlessTwice = (call: Call["kind"]): boolean =>
  call !== "authorize" &&
  call !== "modify-rule" &&
  call !== "set-interface-groups" &&
  call !== "create-group";

const backoff = (attempt: number): Promise<void> =>
  sleep(Math.min(8_000, 200 * 2 ** Math.min(attempt, 6)) * (0.5 + Math.random() / 2));

const answered = (outcome: CallOutcome): string => `EC2 answered ${outcome.code}: ${outcome.message}`;

/** Carries a step as far as it goes now. Throws `LeaseLost`, and what reading EC2 throws. */
export async function runStep(context: StepContext, step: RunningStep): Promise<StepResult> {
  // What was read until EC2 agreed is the next round's look: one read less for each call.
  let known: StepLook | null = null;
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    const attempts = await attemptsOf(context.db, step.id);
    const open = attempts.filter(isOpen);
    const seen: StepLook = known ?? (await look(context, step.operation));
    known = null;
    const settled = await settle(context, step, seen, open);
    if (settled !== null) return settled;
    if (seen.kind !== "call") throw new Error("A look that is not settled asks for a call.");
    const partly = settledBy(seen, open);
    if (partly.length > 0) {
      // A step of several calls: the effect of an earlier one is there.
      await context.db.$transaction((transaction) => writeReads(transaction, step, partly, "EC2 shows it."));
      continue;
    }

    const held = await holdBack(context, seen.call, attempts, open);
    if (held !== null) return held;
    await settleLapsed(context, step, seen.call, open);
    const stopped = await context.whyNotCall();
    if (stopped !== null) return { kind: "failed", cause: "stopped", sentence: stopped };
    const result = await attemptCall(context, step, seen.call, attempts);
    if (result.kind !== "again") return result;
    known = result.seen;
  }
  return { kind: "waiting", sentence: "EC2 does not show the effect yet.", until: null };
}

/** What a look decides without any call. */
async function settle(
  context: StepContext,
  step: RunningStep,
  seen: StepLook,
  open: readonly Attempt[],
): Promise<StepResult | null> {
  if (seen.kind === "impossible") return { kind: "failed", cause: "impossible", sentence: seen.sentence };
  const closing = step.operation.action === "revoke" || step.operation.action === "delete-group";
  if (seen.kind === "call" && closing) return null;
  const key = context.leaseKey(stepOwner(step.operation));
  const blocked = await blockedUntil(context.db, step, key, context.times);
  if (blocked !== null) {
    return {
      kind: "waiting",
      sentence: "An earlier call on the same rule may still arrive; it is read again after that.",
      until: blocked,
    };
  }
  if (seen.kind === "call") return null;
  const last = open.at(-1);
  const sentence =
    last === undefined
      ? "EC2 already showed it; no call was made."
      : last.outcome === "accepted"
        ? "EC2 shows it."
        : "EC2 shows it: reconciled after the answer was lost.";
  const made = seen.kind === "done" ? (seen.made ?? null) : null;
  return { kind: "done", attempts: settledBy(seen, open), sentence, made };
}

/**
 * The open attempts that a look settles: their effect is there, and no other attempt can have brought it about. Of
 * two open ones neither can be told from the other, and both stay open until they can no longer arrive.
 */
function settledBy(seen: StepLook, open: readonly Attempt[]): readonly number[] {
  return open
    .filter(({ call }) => seen.kind === "done" || (seen.kind === "call" && seen.call.kind !== call))
    .filter(({ call }) => open.filter((other) => other.call === call).length === 1)
    .map(({ attempt }) => attempt);
}

/** Earlier attempts that may be made again had no effect, and can no longer have one: nobody need look at them again. */
async function settleLapsed(
  { db, lease }: StepContext,
  step: RunningStep,
  call: Call,
  open: readonly Attempt[],
): Promise<void> {
  const lapsed = open.filter((attempt) => attempt.call === call.kind && !harmlessTwice(call.kind));
  if (lapsed.length === 0) return;
  const attempts = lapsed.map(({ attempt }) => attempt);
  await db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    await writeReads(transaction, step, attempts, "EC2 does not show it, and it can no longer arrive.");
  });
}

/** Whether an earlier attempt forbids another call now. */
async function holdBack(
  context: StepContext,
  call: Call,
  attempts: readonly Attempt[],
  open: readonly Attempt[],
): Promise<StepResult | null> {
  const calls = attempts.filter(({ outcome }) => !HARMLESS.has(outcome ?? "unknown"));
  // What closes is called for as long as it takes: the waits between grow, and it is never given up.
  if (calls.length >= CALLS_AT_MOST && call.kind !== "revoke" && !context.neverGivesUp) {
    const sentence = `EC2 does not show it after ${calls.length} calls.`;
    return { kind: "failed", cause: "refused", sentence };
  }
  const last = open.findLast((attempt) => attempt.call === call.kind);
  if (last === undefined) return null;
  const until = lastAcceptance(last, context.times);
  const over = (await context.databaseNow()) >= until;
  if (harmlessTwice(call.kind)) return null;
  if (last.outcome === "accepted") {
    const sentence = "EC2 accepted the call and does not show its effect.";
    return over ? { kind: "failed", cause: "refused", sentence } : { kind: "unknown", sentence, until };
  }
  if (over) return null;
  return {
    kind: "unknown",
    sentence: "The answer was lost and EC2 does not show the effect; the call may still arrive.",
    until,
  };
}

/** Another round, from what was seen last, or from a look of its own. */
interface Again {
  readonly kind: "again";
  readonly seen: StepLook | null;
}

const AGAIN: Again = { kind: "again", seen: null };

/** One call with its own intent and outcome. */
async function attemptCall(
  context: StepContext,
  step: RunningStep,
  call: Call,
  attempts: readonly Attempt[],
): Promise<StepResult | Again> {
  const { db, session, lease, times } = context;
  context.failPoint("before-intent", step.ordinal);
  // Credentials and budget first: what cannot be sent needs no intent.
  await session.ready();
  const attempt = (attempts.at(-1)?.attempt ?? 0) + 1;
  const key = context.leaseKey(stepOwner(step.operation));
  const sendBefore = performance.now() + times.sendWithinMs;
  const sendBeforeWall = Date.now() + times.sendWithinMs;
  await db.$transaction(async (transaction) => {
    await lease.hold(transaction);
    await context.onIntent(transaction);
    const token = lease.tokens.get(key);
    if (token === undefined) throw new Error(`No lease is held on ${key}.`);
    await writeIntent(transaction, step, attempt, call, { key, token });
    await transaction.step.update({ where: { id: step.id }, data: { state: "intended" } });
  });
  context.failPoint("after-intent", step.ordinal);
  const outcome = await session.send(call, () => {
    context.failPoint("before-send", step.ordinal);
    return lease.stands() && performance.now() < sendBefore && Date.now() < sendBeforeWall;
  });
  context.failPoint("after-call", step.ordinal);
  await db.$transaction((transaction) => writeOutcome(transaction, step.id, attempt, outcome));
  context.failPoint("after-outcome", step.ordinal);
  return afterCall(context, step, call, outcome, attempts);
}

async function afterCall(
  context: StepContext,
  step: RunningStep,
  call: Call,
  outcome: CallOutcome,
  attempts: readonly Attempt[],
): Promise<StepResult | Again> {
  switch (outcome.kind) {
    case "throttled":
    case "not-sent": {
      if (attempts.length >= THROTTLED_AT_MOST) {
        return { kind: "waiting", sentence: answered(outcome), until: null };
      }
      await backoff(attempts.length);
      return AGAIN;
    }
    case "credentials":
      return { kind: "waiting", sentence: answered(outcome), until: null };
    case "refused":
      return refused(context, step, call, outcome, attempts);
    case "accepted":
    case "unknown":
      // The next look settles it, or tells that it cannot be told yet.
      return { kind: "again", seen: await lookUntilDone(context, step.operation, call) };
  }
}

/** Codes that say the effect is there already: believed only when a read agrees. */
const ALREADY = new Set([
  "InvalidPermission.Duplicate",
  "InvalidPermission.NotFound",
  "UnknownIpPermissions",
  "InvalidGroup.Duplicate",
  "InvalidGroup.NotFound",
]);

/** What let go of a group just now may still hold it for EC2, and one just made may not be known everywhere yet. */
const PASSING = new Set(["DependencyViolation", "InvalidGroup.NotFound"]);
const PASSING_AT_MOST = 5;

async function refused(
  context: StepContext,
  step: RunningStep,
  call: Call,
  outcome: CallOutcome,
  attempts: readonly Attempt[],
): Promise<StepResult | Again> {
  if (ALREADY.has(outcome.code)) {
    const seen = await lookUntilDone(context, step.operation, call);
    if (seen.kind !== "call" || seen.call.kind !== call.kind) return { kind: "again", seen };
  }
  if (PASSING.has(outcome.code) && attempts.length + 1 < PASSING_AT_MOST) {
    await backoff(attempts.length);
    return AGAIN;
  }
  return { kind: "failed", cause: "refused", sentence: answered(outcome) };
}
