/**
 * An order for one side of a group that has no room for everything new at once. Rules are let go of one after another:
 * one that nothing to come depends on goes at once; another goes when what depends on it has been added; and where
 * there is no room for the last of those, the rule is turned into it in place. Nothing that lasts is ever cut off.
 */

import { ruleKey } from "../group/canonical-rule.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import type { RiskView } from "./at-risk.ts";
import type { Side } from "./flow-change.ts";
import type { PlanStep } from "./plan.ts";
import {
  addWeights,
  type Limits,
  overLimit,
  peerWeight,
  type RulesOfSide,
  rulesOfSide,
  weightOf,
} from "./quota.ts";
import { type Authorize, modifyStep, type Revoke } from "./rule-steps.ts";

export interface SideOrder {
  readonly side: Side;
  readonly authorize: readonly Authorize[];
  readonly revoke: readonly Revoke[];
}

export interface OrderContext {
  readonly limits: Limits;
  readonly index: ObservationIndex;
  readonly risk: RiskView;
  /** What is done before this side, and what comes after it, on other sides. */
  readonly elsewhere: { readonly done: readonly PlanStep[]; readonly toCome: readonly PlanStep[] };
  readonly mayModify: boolean;
}

interface State {
  readonly steps: readonly PlanStep[];
  readonly toAdd: readonly Authorize[];
  readonly toRemove: readonly Revoke[];
  readonly present: RulesOfSide;
  /** Rules that cannot go yet, with how many of those to come they wait for: looked at again when those are fewer. */
  readonly stuck: ReadonlyMap<Revoke, number>;
}

/** Looks before a search is given up: every rule of a full side several times over. */
const LOOKS_AT_MOST = 1_500;

/** More rules than this are added all together, or one alone. */
const ALL_SUBSETS_UP_TO = 4;

/** What may have to come before a rule goes: the fewest first, since several rules may let the same through. */
function subsets(steps: readonly Authorize[]): readonly (readonly Authorize[])[] {
  if (steps.length > ALL_SUBSETS_UP_TO) return [...steps.map((step) => [step]), steps];
  const all = steps.reduce<readonly (readonly Authorize[])[]>(
    (sets, step) => sets.concat(sets.map((set) => [...set, step])),
    [[]],
  );
  return all.filter((set) => set.length > 0).toSorted((a, b) => a.length - b.length);
}

const withRules = (present: RulesOfSide, steps: readonly Authorize[]): RulesOfSide =>
  new Map([...present, ...steps.map(({ rule }) => [ruleKey(rule), rule.peer] as const)]);

function withoutRule(present: RulesOfSide, { rule }: Revoke): RulesOfSide {
  const gone = ruleKey(rule);
  return new Map([...present].filter(([key]) => key !== gone));
}

/** The steps up to the last addition; what is left to remove comes with the rest of the plan. Null: none was found. */
export function orderOfSide(
  { side, authorize, revoke }: SideOrder,
  context: OrderContext,
): readonly PlanStep[] | null {
  const { limits, index, risk, elsewhere, mayModify } = context;
  const seen = new Set<string>();
  let looks = 0;
  const names = new Map(
    [...authorize, ...revoke].map((step) => [step, `${step.action} ${ruleKey(step.rule)}`] as const),
  );
  const nameOf = (step: Authorize | Revoke): string => names.get(step) ?? "";

  const isSafe = (state: State, gone: Revoke): boolean => {
    looks += 1;
    return !risk.cutsOff(gone, {
      done: [...elsewhere.done, ...state.steps],
      toCome: [...elsewhere.toCome, ...state.toAdd],
    });
  };

  const fits = (present: RulesOfSide, come: readonly Authorize[]): boolean => {
    looks += 1;
    const added = addWeights(come.map(({ rule }) => peerWeight(rule.peer, index)));
    return overLimit(weightOf(present, index), added, limits).length === 0;
  };

  /** The rules that count in a family which has too little room. */
  const useful = (state: State): readonly Revoke[] => {
    const all = addWeights(state.toAdd.map((step) => peerWeight(step.rule.peer, index)));
    const lacking = overLimit(weightOf(withRules(state.present, state.toAdd), index), all, limits);
    return state.toRemove.filter(({ rule }) =>
      lacking.some((family) => peerWeight(rule.peer, index)[family] !== 0),
    );
  };

  /** What is still to come and lets something through that `gone` lets through. */
  const near = new Map(revoke.map((gone) => [gone, authorize.filter((step) => risk.overlap(gone, step))]));
  const awaited = (state: State, gone: Revoke): readonly Authorize[] =>
    (near.get(gone) ?? []).filter((step) => state.toAdd.includes(step));

  const added = (state: State, come: readonly Authorize[]): State | null => {
    const present = withRules(state.present, come);
    if (!fits(present, come)) return null;
    const toAdd = state.toAdd.filter((step) => !come.includes(step));
    return { ...state, steps: [...state.steps, ...come], toAdd, present };
  };

  const removed = (state: State, gone: Revoke): State | null => {
    const toRemove = state.toRemove.filter((step) => step !== gone);
    const present = withoutRule(state.present, gone);
    const next = { ...state, steps: [...state.steps, gone], toRemove, present };
    return isSafe(next, gone) ? next : null;
  };

  const modified = (state: State, gone: Revoke, come: Authorize): State | null => {
    const step = modifyStep(gone, come);
    const present = withRules(withoutRule(state.present, gone), [come]);
    if (step === null || !fits(present, [come])) return null;
    const next = {
      ...state,
      steps: [...state.steps, step],
      toAdd: state.toAdd.filter((each) => each !== come),
      toRemove: state.toRemove.filter((each) => each !== gone),
      present,
    };
    return isSafe(next, gone) ? next : null;
  };

  /** The states after which `gone` is there no more, with as little added before as that takes. */
  const releases = (state: State, gone: Revoke): State[] => {
    const covers = subsets(awaited(state, gone));
    const removals = covers.flatMap((cover) => {
      const before = added(state, cover);
      return (before === null ? null : removed(before, gone)) ?? [];
    });
    if (!mayModify) return removals;
    const rewrites = covers.flatMap((cover) =>
      cover.flatMap((last) => {
        const before = added(
          state,
          cover.filter((step) => step !== last),
        );
        return (before === null ? null : modified(before, gone, last)) ?? [];
      }),
    );
    return [...removals, ...rewrites];
  };

  const search = (state: State): readonly PlanStep[] | null => {
    const rest = added(state, state.toAdd);
    if (rest !== null) return rest.steps;
    const name = [...state.toAdd, ...state.toRemove].map(nameOf).join("\n");
    if (seen.has(name) || looks >= LOOKS_AT_MOST) return null;
    seen.add(name);
    const rules = useful(state);
    const stuck = new Map(state.stuck);
    for (const step of rules) {
      const waiting = awaited(state, step).length;
      if (stuck.get(step) === waiting) continue;
      const next = removed(state, step);
      if (next !== null) return search(next);
      stuck.set(step, waiting);
    }
    for (const step of rules) {
      if (looks >= LOOKS_AT_MOST) return null;
      for (const next of releases({ ...state, stuck }, step)) {
        const found = search(next);
        if (found !== null) return found;
      }
    }
    return null;
  };

  const present = rulesOfSide(side, index);
  const last = withRules(revoke.reduce(withoutRule, present), authorize);
  // What does not even fit in the end fits in no order.
  if (!fits(last, authorize)) return null;
  return search({
    steps: [],
    toAdd: authorize,
    toRemove: revoke,
    present,
    stuck: new Map(),
  });
}
