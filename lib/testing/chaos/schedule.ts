/** What is done to a running Sallyport, and when: all of it follows from the seed. */
import type { FaultInput } from "#lib/sandbox/ec2/faults.ts";
import { type Random, randomFrom } from "#lib/testing/account/random.ts";

/** Processes that talk to the database. */
export const CLIENTS = ["worker 1", "worker 2", "web 1", "web 2"] as const;
export type Client = (typeof CLIENTS)[number];
export const VICTIMS = [...CLIENTS, "sandbox", "database"] as const;
export type Victim = (typeof VICTIMS)[number];

export type Fault =
  /** `kill -9`, and back so much later. */
  | { readonly kind: "kill"; readonly victim: Victim; readonly ms: number }
  /** SIGTERM, as a deployment does, and back at once. */
  | { readonly kind: "deploy"; readonly victim: "worker 1" | "worker 2" }
  /** SIGSTOP, and SIGCONT so much later. */
  | { readonly kind: "stop"; readonly victim: Exclude<Victim, "database">; readonly ms: number }
  /** Its connections to the database are reset. */
  | { readonly kind: "reset"; readonly victim: Client }
  /** Its connections to the database say nothing. */
  | { readonly kind: "silence"; readonly victim: Client; readonly ms: number }
  | { readonly kind: "ec2"; readonly fault: FaultInput; readonly ms: number };

export const OPERATIONS = [
  "ask",
  "approve",
  "reject",
  "withdraw",
  "match",
  "roll-back",
  "extend",
  "hand-back",
  "revoke",
  "open-by-hand",
  "close-by-hand",
  "end-role",
  "give-role",
] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface Deed {
  /** Milliseconds from the beginning. */
  readonly at: number;
  readonly what:
    | { readonly kind: "operation"; readonly operation: Operation; readonly seed: number }
    | { readonly kind: "fault"; readonly fault: Fault };
}

/** How often each is done, among all. */
const WEIGHTS: Readonly<Record<Operation, number>> = {
  ask: 30,
  approve: 34,
  reject: 3,
  withdraw: 3,
  match: 5,
  "roll-back": 3,
  extend: 7,
  "hand-back": 5,
  revoke: 4,
  "open-by-hand": 4,
  "close-by-hand": 3,
  "end-role": 2,
  "give-role": 3,
};

const OPERATION_EVERY_MS = 130;
const FAULT_EVERY_MS = 1_300;

export function scheduleFrom(seed: number, seconds: number): readonly Deed[] {
  const random = randomFrom(seed);
  const end = seconds * 1_000;
  const deeds: Deed[] = [];
  for (let at = 0; at < end; at += 1 + random.below(2 * OPERATION_EVERY_MS)) {
    const operation = weighed(random);
    deeds.push({ at, what: { kind: "operation", operation, seed: random.below(2 ** 30) } });
  }
  for (let at = random.below(FAULT_EVERY_MS); at < end; at += 200 + random.below(2 * FAULT_EVERY_MS - 400)) {
    deeds.push({ at, what: { kind: "fault", fault: faultFrom(random) } });
  }
  return deeds.sort((one, other) => one.at - other.at);
}

function weighed(random: Random): Operation {
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  let left = random.below(total);
  for (const operation of OPERATIONS) {
    left -= WEIGHTS[operation];
    if (left < 0) return operation;
  }
  return "ask";
}

function faultFrom(random: Random): Fault {
  const between = (least: number, most: number): number => least + random.below(most - least);
  const kind = random.pick([
    ...["kill", "kill", "kill", "kill", "stop", "stop", "deploy", "reset", "silence"],
    ...["ec2", "ec2", "ec2", "ec2", "ec2"],
  ]);
  switch (kind) {
    case "kill":
      return { kind, victim: random.pick(VICTIMS), ms: between(0, 1_200) };
    case "deploy":
      return { kind, victim: random.pick(["worker 1", "worker 2"] as const) };
    case "stop": {
      const victim = random.pick(["worker 1", "worker 2", "web 1", "web 2", "sandbox"] as const);
      return { kind, victim, ms: between(300, 6_000) };
    }
    case "reset":
      return { kind, victim: random.pick(CLIENTS) };
    case "silence":
      return { kind, victim: random.pick(CLIENTS), ms: between(300, 6_000) };
    default:
      return ec2Fault(random);
  }
}

function ec2Fault(random: Random): Fault {
  const between = (least: number, most: number): number => least + random.below(most - least);
  const ms = between(500, 4_000);
  const match = random.pick([
    { mutating: true },
    { mutating: true },
    { action: "AuthorizeSecurityGroupIngress" },
    { action: "RevokeSecurityGroupIngress" },
    {},
  ]);
  const times = between(1, 4);
  const effect = random.pick<() => FaultInput["effect"]>([
    // It is done, and nobody is told.
    () => ({ kind: "drop", when: "after" }),
    () => ({ kind: "drop", when: "before" }),
    () => ({ kind: "hang", when: "before" }),
    () => ({ kind: "hang", when: "after" }),
    // Delivered late: sometimes after its sender has given up, sometimes too late to be accepted.
    () => ({ kind: "delay", milliseconds: between(100, 4_500), when: "before" }),
    () => ({ kind: "error", code: "RequestLimitExceeded", status: 503 }),
    () => ({ kind: "error", code: "InternalError", status: 500 }),
    () => ({ kind: "error", code: "ExpiredToken", status: 403 }),
    () => ({ kind: "error", code: "UnauthorizedOperation", status: 403 }),
    () => ({ kind: "throttle", capacity: 3, refillPerSecond: 1 }),
    () => ({ kind: "stale-reads", milliseconds: between(100, 1_000) }),
  ])();
  const lasts = effect.kind === "throttle" || effect.kind === "stale-reads";
  return { kind: "ec2", ms, fault: { match, effect, forMilliseconds: ms, ...(lasts ? {} : { times }) } };
}
