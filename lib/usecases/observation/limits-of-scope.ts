import { type LimitsInForce, limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { Database, Transaction } from "../ports.ts";
import { findFinished } from "./observation-rows.ts";

/** The limits that plans in a scope are held to now. The caller has checked that the actor may read. */
export async function limitsOfScope(db: Database | Transaction, scopeId: string): Promise<LimitsInForce> {
  const finished = await findFinished(db, scopeId);
  return limitsInForce(finished?.limits == null ? {} : { limits: finished.limits });
}
