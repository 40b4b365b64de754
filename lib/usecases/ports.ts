/**
 * What use-cases ask of the outside. The database port is the type of the generated Prisma client itself (decision
 * 0201): every use-case is tested on a real PostgreSQL, so interfaces around it would have one implementation.
 */
import type { Prisma, PrismaClient } from "#lib/adapters/db/generated/client.ts";
import type { Role } from "#lib/core/approval/change-state.ts";

export type Database = PrismaClient;
/** One database transaction: state, its audit entry, notices and jobs are written in the same one. */
export type Transaction = Prisma.TransactionClient;

/** A role somebody holds now. `teamId` is set for team_lead alone. */
export interface HeldRole {
  readonly role: Role;
  readonly teamId: string | null;
}

declare const minted: unique symbol;

/** A signed-in person. Only the composition roots mint one (`lib/server`, `lib/worker`, `lib/cli`). */
export interface PersonActor {
  readonly [minted]: true;
  readonly kind: "person";
  readonly personId: string;
  readonly displayName: string;
  /** For showing and for cheap refusals; whoever changes something reads the roles again in its transaction. */
  readonly roles: readonly HeldRole[];
  /** Names the session for the log, and is no key to it; absent where there is none yet. */
  readonly session?: string;
  /** Where the request came from, as far as its proxies are trusted; absent where that cannot be told. */
  readonly address?: string;
}

/** Sallyport itself: the worker acting on a schedule, or an operator's command (`name` says which). */
export interface SystemActor {
  readonly [minted]: true;
  readonly kind: "system";
  readonly name: "worker" | "operator";
}

export type Actor = PersonActor | SystemActor;

/** Work for the worker. Enqueued in the transaction that makes it due, done at least once. */
export type Job =
  | { readonly name: "apply-change"; readonly changeId: string }
  | { readonly name: "observe-scope"; readonly scopeId: string; readonly requestedBy: string | null };

export interface JobQueue {
  /** Becomes visible to the worker when `transaction` commits, and never when it does not. */
  enqueue(transaction: Transaction, job: Job): Promise<void>;
}

/** A mutation's own key, and a hash of everything that was sent with it: what is sent again is answered the same. */
export interface Once {
  readonly key: string;
  /** SHA-256, hex. */
  readonly bodyHash: string;
}

export interface Deps {
  readonly db: Database;
  readonly queue: JobQueue;
  readonly once?: Once;
}
