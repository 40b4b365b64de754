import { diffAccount } from "#lib/core/diff/diff-account.ts";
import { diffStack, type StackDiff } from "#lib/core/diff/diff-stack.ts";
import type { StackFindings } from "#lib/core/diff/stack-findings.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";
import { loadWithContents, NOTHING_READ, type ReadContents } from "../observation/load-observation.ts";
import { findFinished } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";

/**
 * Observations never change once finished, so the last one of each scope is kept, and with it the differences that
 * were computed from it; beside them the few of the past that were asked for last. Bounds keep a server that sees
 * many scopes small.
 */
interface Known {
  readonly observationId: bigint;
  readonly observation: Observation;
  /** What the next look, or an earlier one, has in common with it. */
  readonly contents: ReadContents;
  /** By what a stack's model says. */
  readonly diffs: Map<string, StackDiff>;
  readonly findings: Map<string, StackFindings>;
}

const KEPT_SCOPES = 32;
const known = new Map<string, Known>();
const KEPT_OF_THE_PAST = 6;
const past = new Map<string, Known>();

function keep(kept: Map<string, Known>, key: string, fresh: Known, most: number): void {
  kept.delete(key);
  kept.set(key, fresh);
  const oldest = kept.keys().next();
  if (kept.size > most && oldest.done === false) kept.delete(oldest.value);
}

async function knownAt(db: Database, scopeId: string, at?: Date): Promise<Known | null> {
  const finished = await findFinished(db, scopeId, at);
  if (finished === null) return null;
  const last = known.get(scopeId);
  if (last?.observationId === finished.id) return last;
  const pastKey = `${scopeId} ${finished.id}`;
  const earlier = at === undefined ? undefined : past.get(pastKey);
  if (earlier !== undefined) return earlier;
  const loaded = await loadWithContents(db, scopeId, at, last?.contents ?? NOTHING_READ);
  if (loaded === null) return null;
  const fresh: Known = { observationId: finished.id, ...loaded, diffs: new Map(), findings: new Map() };
  if (at === undefined) keep(known, scopeId, fresh, KEPT_SCOPES);
  else keep(past, pastKey, fresh, KEPT_OF_THE_PAST);
  return fresh;
}

/** What EC2 said about a scope: last, or in the look in force at `at`; null before the first look has ended. */
export async function lastObservation(db: Database, scopeId: string, at?: Date): Promise<Observation | null> {
  return (await knownAt(db, scopeId, at))?.observation ?? null;
}

export interface KnownDiff {
  readonly observation: Observation;
  readonly diff: StackDiff;
}

/**
 * A stack's difference from what EC2 said about its scope, last or in the look in force at `at`; null before the first
 * look has ended.
 */
export async function lastDiff(
  db: Database,
  scopeId: string,
  stack: Stack,
  at?: Date,
): Promise<KnownDiff | null> {
  const last = await knownAt(db, scopeId, at);
  if (last === null) return null;
  const key = JSON.stringify(stack);
  const diff = last.diffs.get(key) ?? diffStack(stack, last.observation);
  last.diffs.set(key, diff);
  return { observation: last.observation, diff };
}

export interface KnownFindings {
  readonly observation: Observation;
  readonly of: (stack: Stack) => StackFindings;
}

/**
 * What is wrong with each of the stacks of a scope, by what EC2 said last, or in the look in force at `at`: one question
 * and one comparison for all of them. Null before the first look has ended.
 */
export async function lastFindingsOf(
  db: Database,
  scopeId: string,
  stacks: readonly Stack[],
  at?: Date,
): Promise<KnownFindings | null> {
  const last = await knownAt(db, scopeId, at);
  if (last === null) return null;
  const { observation, findings } = last;
  const keys = new Map(stacks.map((stack) => [stack, JSON.stringify(stack)]));
  const fresh = stacks.filter((stack) => !findings.has(keys.get(stack) ?? ""));
  for (const [stack, found] of diffAccount(fresh, observation).stacks)
    findings.set(keys.get(stack) ?? "", found);
  return {
    observation,
    of: (stack) => {
      const found = findings.get(keys.get(stack) ?? JSON.stringify(stack));
      if (found === undefined) throw new Error(`Nobody asked for the findings of ${stack.name}.`);
      return found;
    },
  };
}

/** The same for the stacks of several scopes, by the id of a scope. */
export async function lastFindingsByScope(
  db: Database,
  models: readonly { readonly scopeId: string; readonly stack: Stack }[],
  at?: Date,
): Promise<ReadonlyMap<string, KnownFindings>> {
  const known = new Map<string, KnownFindings>();
  // One after another: each comparison takes the processor whole.
  for (const scopeId of new Set(models.map((model) => model.scopeId))) {
    const stacks = models.filter((model) => model.scopeId === scopeId).map(({ stack }) => stack);
    const found = await lastFindingsOf(db, scopeId, stacks, at);
    if (found !== null) known.set(scopeId, found);
  }
  return known;
}
