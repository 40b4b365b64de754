/**
 * A group as the rules of the catalogue look at it. Most of them have nothing to say of most groups, and see that from
 * what is written in its rules: what these allow is made when somebody first asks for it.
 */
import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { type Bounds, exactly, isKnown, unionBounds } from "#lib/core/group/bounds.ts";
import { type CanonicalRule, canonicalRules } from "#lib/core/group/canonical-rule.ts";
import { referenceState } from "#lib/core/group/group-reference.ts";
import type { Direction, ObservedGroup } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { ruleFlows } from "#lib/core/group/rule-flows.ts";
import { unionAllFlows } from "#lib/core/net/flow-set.ts";
import { type MostAddresses, mostAddresses } from "./most-addresses.ts";

/** A group whose rules were read, with what each distinct rule allows. */
export interface GroupView {
  readonly group: ObservedGroup;
  readonly ingress: readonly HeldRule[];
  readonly egress: readonly HeldRule[];
  /** What all of `ingress` lets in. */
  readonly letsIn: Bounds;
  /** An upper bound of what `ingress` lets in, told without it. */
  readonly most: MostAddresses;
}

class LazyRule implements HeldRule {
  readonly groupId: string;
  readonly rule: CanonicalRule;
  readonly stale: HeldRule["stale"];
  readonly #holder: ObservedGroup;
  readonly #index: ObservationIndex;
  #flows: Bounds | null = null;

  constructor(rule: CanonicalRule, holder: ObservedGroup, index: ObservationIndex) {
    const reference = rule.peer.kind === "group" ? referenceState(rule.peer, holder, index) : null;
    this.groupId = holder.groupId;
    this.rule = rule;
    this.stale = reference?.state === "stale" ? reference.reason : null;
    this.#holder = holder;
    this.#index = index;
  }

  get flows(): Bounds {
    this.#flows ??= ruleFlows(this.rule, this.#holder, this.#index);
    return this.#flows;
  }
}

/** Of most groups everything is known: then one union serves both. */
export const flowsTogether = (rules: readonly HeldRule[]): Bounds =>
  rules.every(({ flows }) => isKnown(flows))
    ? exactly(unionAllFlows(rules.map(({ flows }) => flows.surely)))
    : unionBounds(rules.map(({ flows }) => flows));

class LazyView implements GroupView {
  readonly group: ObservedGroup;
  readonly #index: ObservationIndex;
  readonly #rules = new Map<Direction, readonly HeldRule[]>();
  #letsIn: Bounds | null = null;
  #most: MostAddresses | null = null;

  constructor(group: ObservedGroup, index: ObservationIndex) {
    this.group = group;
    this.#index = index;
  }

  #rulesOf(direction: Direction): readonly HeldRule[] {
    const known = this.#rules.get(direction);
    if (known !== undefined) return known;
    const own = this.group.rules.filter((rule) => rule.direction === direction);
    const made = canonicalRules(own).map((rule) => new LazyRule(rule, this.group, this.#index));
    this.#rules.set(direction, made);
    return made;
  }

  get ingress(): readonly HeldRule[] {
    return this.#rulesOf("ingress");
  }

  get egress(): readonly HeldRule[] {
    return this.#rulesOf("egress");
  }

  get letsIn(): Bounds {
    this.#letsIn ??= flowsTogether(this.ingress);
    return this.#letsIn;
  }

  get most(): MostAddresses {
    this.#most ??= mostAddresses(this.group, this.#index);
    return this.#most;
  }
}

/** `group` is one of the index, and its rules are known. */
export const groupView = (group: ObservedGroup, index: ObservationIndex): GroupView =>
  new LazyView(group, index);
