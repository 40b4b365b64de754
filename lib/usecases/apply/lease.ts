/**
 * One writer for each thing on EC2. A lease is fenced: its token only grows, and an intent with an older one is
 * refused by the database. Whoever lets a lease lapse may still have a request under way, so it passes on only after
 * a request can have come to its end.
 */
import type { Database, Transaction } from "../ports.ts";
import type { ApplyTimes } from "./apply-times.ts";

/** The lease has passed on, or may have: this process must not act on it any more. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

class KeyTaken extends Error {}

/** Both clocks count: a process that was stopped must not trust one that stopped with the machine. */
function until(ms: number): () => boolean {
  const monotonic = performance.now() + ms;
  const wall = Date.now() + ms;
  return () => performance.now() < monotonic && Date.now() < wall;
}

export class Lease {
  readonly #tokens: Map<string, bigint>;
  readonly #holder: string;
  readonly #times: ApplyTimes;
  #stands: () => boolean;

  constructor(holder: string, tokens: ReadonlyMap<string, bigint>, times: ApplyTimes, stands: () => boolean) {
    this.#holder = holder;
    this.#tokens = new Map(tokens);
    this.#times = times;
    this.#stands = stands;
  }

  get tokens(): ReadonlyMap<string, bigint> {
    return this.#tokens;
  }

  /**
   * Takes one more key, in the transaction that makes it known; throws `LeaseLost` when somebody holds it. Until that
   * transaction has committed it is not held.
   */
  async take(transaction: Transaction, key: string): Promise<void> {
    if (this.tokens.has(key)) return;
    const token = await takeKey(transaction, key, this.#holder, this.#times);
    if (token === null) throw new LeaseLost(`The lease on ${key} is another's.`);
    this.#tokens.set(key, token);
  }

  /** Whether, by this process's clocks, the lease certainly still stands. */
  stands(): boolean {
    return this.#stands();
  }

  /**
   * Renews every key in the transaction that is about to write something under the lease. Throws `LeaseLost` when
   * one has passed on or lapsed; the transaction must not commit then.
   */
  async hold(transaction: Transaction): Promise<void> {
    const stands = until(this.#times.leaseMs);
    const held = await transaction.$executeRaw`
      UPDATE lease SET expires_at = clock_timestamp() + ${this.#times.leaseMs} * interval '1 millisecond'
       WHERE (key, token) IN (SELECT * FROM unnest(
               ${[...this.tokens.keys()]}::text[], ${[...this.tokens.values()]}::bigint[]))
         AND holder = ${this.#holder} AND expires_at > clock_timestamp()`;
    if (held !== this.tokens.size) throw new LeaseLost("The lease has passed on.");
    this.#stands = stands;
  }

  /** Lets every key go at once: nothing of this holder is under way. */
  async release(db: Database): Promise<void> {
    this.#stands = () => false;
    await db.$executeRaw`
      UPDATE lease SET expires_at = 'epoch' WHERE holder = ${this.#holder} AND key = ANY (${[...this.tokens.keys()]})`;
  }
}

/** Its token, or null when somebody holds it. */
async function takeKey(
  transaction: Transaction,
  key: string,
  holder: string,
  times: ApplyTimes,
): Promise<bigint | null> {
  const [row] = await transaction.$queryRaw<{ token: bigint }[]>`
    INSERT INTO lease AS held (key, token, holder, expires_at)
    VALUES (${key}, 1, ${holder}, clock_timestamp() + ${times.leaseMs} * interval '1 millisecond')
    ON CONFLICT (key) DO UPDATE
      SET token = held.token + 1, holder = excluded.holder, expires_at = excluded.expires_at
      WHERE held.expires_at + ${times.requestMs} * interval '1 millisecond' < clock_timestamp()
    RETURNING token`;
  return row?.token ?? null;
}

/** Takes every key, or none (null) when somebody holds one of them. `holder` names this one run, and no other. */
export async function acquireLease(
  db: Database,
  keys: readonly string[],
  holder: string,
  times: ApplyTimes,
): Promise<Lease | null> {
  const stands = until(times.leaseMs);
  const tokens = new Map<string, bigint>();
  try {
    await db.$transaction(async (transaction) => {
      // In one order for everybody, so that two takers never wait for each other in a ring.
      for (const key of [...new Set(keys)].sort()) {
        const token = await takeKey(transaction, key, holder, times);
        if (token === null) throw new KeyTaken();
        tokens.set(key, token);
      }
    });
  } catch (error) {
    if (error instanceof KeyTaken) return null;
    throw error;
  }
  return new Lease(holder, tokens, times, stands);
}
