import { randomFillSync } from "node:crypto";
import { SALT_BYTES } from "#lib/core/audit/personal.ts";

/** Asking the system takes as long for one salt as for many. */
const SALTS_AT_ONCE = 128;

const pool = Buffer.alloc(SALT_BYTES * SALTS_AT_ONCE);
let used = pool.length;

/** Random bytes that nobody else gets; the pool forgets what it gave. */
export function freshSalt(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const salt = Uint8Array.from(pool.subarray(used, used + SALT_BYTES));
  pool.fill(0, used, used + SALT_BYTES);
  used += SALT_BYTES;
  return salt;
}
