import type { StackDiff } from "#lib/core/diff/diff-stack.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { loadObservation } from "../observation/load-observation.ts";
import { findFinished } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";

/**
 * Observations never change once finished, so the last one of each scope is kept, and with it the differences that
 * were computed from it. A bound keeps a server that sees many scopes small.
 */
interface Known {
  readonly observationId: bigint;
  readonly observation: Observation;
  readonly diffs: Map<string, StackDiff>;
}

const KEPT_SCOPES = 32;
const known = new Map<string, Known>();

async function lastKnown(db: Database, scopeId: string): Promise<Known | null> {
  const finished = await findFinished(db, scopeId);
  if (finished === null) return null;
  const kept = known.get(scopeId);
  if (kept?.observationId === finished.id) return kept;
  const observation = await loadObservation(db, scopeId);
  if (observation === null) return null;
  const fresh: Known = { observationId: finished.id, observation, diffs: new Map() };
  known.delete(scopeId);
  known.set(scopeId, fresh);
  const oldest = known.keys().next();
  if (known.size > KEPT_SCOPES && oldest.done === false) known.delete(oldest.value);
  return fresh;
}

/** What EC2 said last about a scope; null before the first look has ended. */
export async function lastObservation(db: Database, scopeId: string): Promise<Observation | null> {
  return (await lastKnown(db, scopeId))?.observation ?? null;
}

export interface KnownDiff {
  readonly observation: Observation;
  readonly diff: StackDiff;
}

/** A stack's difference from the last observation of its scope; null before the first look has ended. */
export async function lastDiff(db: Database, scopeId: string, stack: Stack): Promise<KnownDiff | null> {
  const last = await lastKnown(db, scopeId);
  if (last === null) return null;
  const key = JSON.stringify(stack);
  const diff = last.diffs.get(key) ?? diffStack(stack, last.observation);
  last.diffs.set(key, diff);
  return { observation: last.observation, diff };
}
