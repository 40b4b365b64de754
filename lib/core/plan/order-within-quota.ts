/**
 * The order of a plan's steps about rules. Everything new first, over all groups, then everything that goes. Where a
 * side has no room for that, rules of that side go earlier; where that would cut something off, rules are turned into
 * others in place; and where there is no such order either, it says how many rules must be free, or, if the request
 * accepts the gap, lets rules go before their replacements come.
 */
import { ruleKey } from "../group/canonical-rule.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { fail, type Result, succeed } from "../result.ts";
import { riskView } from "./at-risk.ts";
import type { OrderContext, SideOrder } from "./order-of-side.ts";
import { orderOfSide } from "./order-of-side.ts";
import type { PlanStep } from "./plan.ts";
import { type Limits, type QuotaGap, quotaGaps } from "./quota.ts";
import type { Authorize, Revoke } from "./rule-steps.ts";
import { removedRule } from "./step-rules.ts";

export interface RuleSteps {
  readonly authorize: readonly Authorize[];
  readonly revoke: readonly Revoke[];
}

export interface QuotaChoice {
  readonly limits: Limits;
  readonly acceptQuotaGap: boolean;
}

const sideOf = (step: Authorize | Revoke): string => `${step.groupId} ${step.rule.direction}`;

const goesIn = (steps: readonly PlanStep[], { groupId, rule }: Revoke): boolean =>
  steps.some((step) => {
    const gone = removedRule(step);
    return gone !== null && "groupId" in step && step.groupId === groupId && ruleKey(gone) === ruleKey(rule);
  });

/** What goes, and does not go in `steps` already, after them. */
const thenRevoke = (steps: readonly PlanStep[], revoke: readonly Revoke[]): readonly PlanStep[] => [
  ...steps,
  ...revoke.filter((step) => !goesIn(steps, step)),
];

/** Rules of the side go, one by one and first of all, until what comes has room. */
function gapped(order: SideOrder, limits: Limits, index: ObservationIndex): readonly PlanStep[] | null {
  for (let first = 1; first <= order.revoke.length; first += 1) {
    const steps = [...order.revoke.slice(0, first), ...order.authorize];
    if (quotaGaps(steps, limits, index).length === 0) return steps;
  }
  return null;
}

/** How many rules must be free on the side for some order to be found; `most` always is enough. */
function freeRulesNeeded(order: SideOrder, context: OrderContext, most: number): number {
  let [low, high] = [1, most];
  while (low < high) {
    const free = Math.floor((low + high) / 2);
    const limits = { ...context.limits, rulesPerGroup: context.limits.rulesPerGroup + free };
    if (orderOfSide(order, { ...context, limits }) === null) low = free + 1;
    else high = free;
  }
  return low;
}

export function orderWithinQuota(
  { authorize, revoke }: RuleSteps,
  { limits, acceptQuotaGap }: QuotaChoice,
  index: ObservationIndex,
): Result<readonly PlanStep[], QuotaGap> {
  const plain = [...authorize, ...revoke];
  const gaps = new Map(
    quotaGaps(plain, limits, index).map((gap) => [`${gap.groupId} ${gap.direction}`, gap]),
  );
  if (gaps.size === 0) return succeed(plain);
  const risk = riskView(index);
  let steps: readonly PlanStep[] = authorize.filter((step) => !gaps.has(sideOf(step)));
  let open = [...gaps].map(([name, gap]) => ({
    gap,
    order: {
      side: { groupId: gap.groupId, direction: gap.direction },
      authorize: authorize.filter((step) => sideOf(step) === name),
      revoke: revoke.filter((step) => sideOf(step) === name),
    },
  }));
  const contextOf = (order: SideOrder, mayModify: boolean): OrderContext => {
    const toCome = open.flatMap((each) => (each.order === order ? [] : each.order.authorize));
    return { limits, index, risk, elsewhere: { done: steps, toCome }, mayModify };
  };
  // A side that waits for another's additions fits once those are made.
  for (const mayModify of [false, true]) {
    for (let moved = true; moved; ) {
      moved = false;
      for (const side of open) {
        const found = orderOfSide(side.order, contextOf(side.order, mayModify));
        if (found === null) continue;
        steps = [...steps, ...found];
        open = open.filter((each) => each !== side);
        moved = true;
      }
    }
  }
  for (const { order, gap } of open) {
    const found = acceptQuotaGap ? gapped(order, limits, index) : null;
    if (found !== null) {
      steps = [...steps, ...found];
      continue;
    }
    if (gap.needed === null) return fail(gap);
    return fail({ ...gap, needed: freeRulesNeeded(order, contextOf(order, true), gap.needed) });
  }
  return succeed(thenRevoke(steps, revoke));
}
