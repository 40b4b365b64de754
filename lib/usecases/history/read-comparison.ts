/** Two moments beside each other, in every account and Region or on one stack alone. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { type Line, linesOf } from "#lib/core/diff/line.ts";
import type { Direction, Observation, ObservedPart } from "#lib/core/group/observation.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import type { FlowComparison } from "#lib/core/history/compare-flows.ts";
import type { GroupComparison } from "#lib/core/history/compare-groups.ts";
import type { InterfaceComparison } from "#lib/core/history/compare-interfaces.ts";
import { compareObservations, type ObservationComparison } from "#lib/core/history/compare-observations.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";
import { groupIdsOf } from "../read/rule-lives.ts";
import { type StackModel, stackModels } from "../read/stack-model.ts";
import { type Past, readPast } from "./read-past.ts";

export const readComparisonInput = z.strictObject({
  from: z.date(),
  /** Now when absent. */
  to: z.date().optional(),
  /** Only what concerns this stack. */
  stack: plainText(255).optional(),
});

export interface FlowLines {
  readonly direction: Direction;
  readonly gained: readonly Line[];
  readonly lost: readonly Line[];
  /** Nobody could tell at one of the moments. */
  readonly unknown: readonly Line[];
}

export interface ComparedGroup extends Omit<GroupComparison, "ingress" | "egress"> {
  /** The stack and tier it plays now; null when no model speaks of it. */
  readonly plays: { readonly stack: string; readonly tier: string } | null;
  readonly flows: readonly FlowLines[];
}

export interface ComparedScope {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  /** Null where there was no look before one of the moments: nothing can be said. */
  readonly compared: {
    readonly groups: readonly ComparedGroup[];
    readonly interfaces: readonly InterfaceComparison[];
    readonly unread: readonly ObservedPart[];
  } | null;
}

export interface ComparisonView {
  readonly from: Past;
  readonly to: Past;
  readonly isToNow: boolean;
  readonly scopes: readonly ComparedScope[];
  /** Names of groups by id, as far as they are known: foreign text. */
  readonly names: Readonly<Record<string, string>>;
  /** Every stack, to choose from. */
  readonly stacks: readonly string[];
}

const MOST_LINES = 200;

/** A group that could not be read may allow anything: that is said once, not in lines. */
const lines = (set: FlowSet, observation: Observation): readonly Line[] =>
  linesOf(set, indexObservation(observation)).slice(0, MOST_LINES);

const flowLines = (group: GroupComparison, before: Observation, after: Observation): readonly FlowLines[] =>
  (["ingress", "egress"] as const)
    .map((direction): FlowLines => {
      const flows: FlowComparison = group[direction];
      return {
        direction,
        gained: lines(flows.gained, after),
        lost: lines(flows.lost, before),
        unknown: group.rules === null ? [] : lines(flows.unknown, after),
      };
    })
    .filter(({ gained, lost, unknown }) => gained.length + lost.length + unknown.length > 0);

const playedBy = (models: readonly StackModel[]): ReadonlyMap<string, ComparedGroup["plays"]> =>
  new Map(
    models.flatMap(({ stack }) =>
      stack.bindings.flatMap(({ tier, primaryGroupId, otherGroupIds }) =>
        [primaryGroupId, ...otherGroupIds].map((groupId) => [groupId, { stack: stack.name, tier }] as const),
      ),
    ),
  );

interface Pair {
  readonly before: Observation;
  readonly after: Observation;
}

const comparedGroup = (
  group: GroupComparison,
  { before, after }: Pair,
  plays: ReadonlyMap<string, ComparedGroup["plays"]>,
): ComparedGroup => ({
  groupId: group.groupId,
  name: group.name,
  change: group.change,
  rules: group.rules,
  said: group.said,
  plays: plays.get(group.groupId) ?? null,
  flows: flowLines(group, before, after),
});

/** Observations never change, so a comparison of two is kept with the first of them. */
const known = new WeakMap<Observation, WeakMap<Observation, ObservationComparison>>();

function compared(before: Observation, after: Observation): ObservationComparison {
  const kept = known.get(before) ?? new WeakMap<Observation, ObservationComparison>();
  known.set(before, kept);
  const comparison = kept.get(after) ?? compareObservations(before, after);
  kept.set(after, comparison);
  return comparison;
}

async function pairAt(db: Database, scopeId: string, from: Date, to: Date | undefined): Promise<Pair | null> {
  const [before, after] = [await lastObservation(db, scopeId, from), await lastObservation(db, scopeId, to)];
  return before === null || after === null ? null : { before, after };
}

/** What came and went between two moments. */
export async function readComparison(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readComparisonInput>,
): Promise<Result<ComparisonView, Refusal>> {
  const { db } = deps;
  if (!may(await heldRoles(db, actor.personId), "read")) return fail(ABSENT);
  const { from, to } = input;
  const models = await stackModels(db);
  const model = models.find(({ stack }) => stack.name === input.stack);
  if (input.stack !== undefined && model === undefined) return fail(ABSENT);
  const now = await databaseTime(db);
  const first = await readPast(deps, actor, { at: from });
  const last = await readPast(deps, actor, { at: to ?? now });
  if (!first.ok) return first;
  if (!last.ok) return last;
  const plays = playedBy(models);
  const own = model === undefined ? null : new Set(groupIdsOf(model));
  const names = new Map<string, string>();
  const scopes: ComparedScope[] = [];
  // One after another: each takes the processor whole.
  for (const { scopeId, accountName, region } of last.value.scopes) {
    if (model !== undefined && model.scopeId !== scopeId) continue;
    const pair = await pairAt(db, scopeId, from, to);
    if (pair === null) {
      scopes.push({ scopeId, accountName, region, compared: null });
      continue;
    }
    for (const { groups, prefixLists } of [pair.before, pair.after]) {
      for (const { groupId, name } of groups) names.set(groupId, name);
      for (const { prefixListId, name } of prefixLists) names.set(prefixListId, name);
    }
    const { groups, interfaces, unread } = compared(pair.before, pair.after);
    const isOurs = (groupIds: readonly string[]) => own === null || groupIds.some((id) => own.has(id));
    scopes.push({
      scopeId,
      accountName,
      region,
      compared: {
        unread,
        groups: groups
          .filter(({ groupId }) => isOurs([groupId]))
          .map((group) => comparedGroup(group, pair, plays)),
        interfaces: interfaces.filter(({ joined, left }) => isOurs([...joined, ...left])),
      },
    });
  }
  return succeed({
    from: first.value,
    to: last.value,
    isToNow: to === undefined,
    scopes,
    names: Object.fromEntries(names),
    stacks: models.map(({ stack }) => stack.name),
  });
}
