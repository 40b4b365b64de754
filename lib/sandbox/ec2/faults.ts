import { randomUUID } from "node:crypto";
import { z } from "zod";
import { matchesWildcard } from "./wildcard.ts";

const milliseconds = z.int().nonnegative();

/** What may go wrong on purpose. `before` is before the work is done, `after` is after it was committed. */
const effect = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("error"),
    code: z.string().min(1),
    message: z.string().optional(),
    status: z.int().min(400).max(599).optional(),
  }),
  /** Never answers. */
  z.strictObject({ kind: z.literal("hang"), when: z.enum(["before", "after"]).default("before") }),
  /** Resets the connection instead of answering. */
  z.strictObject({ kind: z.literal("drop"), when: z.enum(["before", "after"]) }),
  /** `before` is a request delivered late: it is done even if the caller has gone. */
  z.strictObject({
    kind: z.literal("delay"),
    milliseconds,
    when: z.enum(["before", "after"]).default("before"),
  }),
  /** A bucket of its own, per account and Region, in front of the standard ones. */
  z.strictObject({
    kind: z.literal("throttle"),
    capacity: z.int().nonnegative(),
    refillPerSecond: z.number().nonnegative(),
  }),
  /** Reads answer the state of so many milliseconds ago (EC2-FACTS, "consistency"). */
  z.strictObject({ kind: z.literal("stale-reads"), milliseconds }),
]);

export const faultSchema = z.strictObject({
  id: z.string().min(1).optional(),
  /** Which calls count; every condition given must hold. `action` may have `*`. `page` counts from 1. */
  match: z
    .strictObject({
      action: z.string().optional(),
      account: z.string().optional(),
      region: z.string().optional(),
      mutating: z.boolean().optional(),
      page: z.int().positive().optional(),
    })
    .prefault({}),
  /** The first matching call it strikes, counted from 1 since it was set. */
  at: z.int().positive().default(1),
  /** How many matching calls it strikes; left out: one for errors, hangs, drops and delays, all for the rest. */
  times: z.int().positive().optional(),
  /** Strikes only for so long after it was set. */
  forMilliseconds: milliseconds.optional(),
  effect,
});

export type FaultInput = z.input<typeof faultSchema>;
export type FaultEffect = z.output<typeof effect>;
type FaultSetting = z.output<typeof faultSchema>;

export interface FaultyCall {
  readonly action: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly mutating: boolean;
  readonly page: number;
}

export interface Strike {
  readonly id: string;
  readonly effect: FaultEffect;
}

interface Fault extends FaultSetting {
  readonly id: string;
  readonly since: number;
  seen: number;
}

export interface Faults {
  readonly set: (fault: FaultSetting, now: number) => string;
  readonly clear: (id?: string) => void;
  readonly shown: () => readonly object[];
  /** Counts the call against every fault it matches and tells which of them strike it. */
  readonly strike: (call: FaultyCall, now: number) => readonly Strike[];
}

export function faultBoard(): Faults {
  const faults = new Map<string, Fault>();
  return {
    set(fault, now) {
      const id = fault.id ?? randomUUID();
      faults.set(id, { ...fault, id, since: now, seen: 0 });
      return id;
    },
    clear(id) {
      if (id === undefined) faults.clear();
      else faults.delete(id);
    },
    shown: () => [...faults.values()],
    strike(call, now) {
      return [...faults.values()].flatMap((fault) => {
        const isOver = fault.forMilliseconds !== undefined && now - fault.since > fault.forMilliseconds;
        if (isOver || !matches(fault.match, call)) return [];
        fault.seen += 1;
        const last = fault.at + timesOf(fault) - 1;
        return fault.seen >= fault.at && fault.seen <= last ? [{ id: fault.id, effect: fault.effect }] : [];
      });
    },
  };
}

function timesOf(fault: Fault): number {
  const lasting = fault.effect.kind === "throttle" || fault.effect.kind === "stale-reads";
  return fault.times ?? (lasting ? Number.POSITIVE_INFINITY : 1);
}

function matches(match: FaultSetting["match"], call: FaultyCall): boolean {
  return (
    (match.action === undefined || matchesWildcard(match.action, call.action)) &&
    (match.account === undefined || match.account === call.account) &&
    (match.region === undefined || match.region === call.region) &&
    (match.mutating === undefined || match.mutating === call.mutating) &&
    (match.page === undefined || match.page === call.page)
  );
}
