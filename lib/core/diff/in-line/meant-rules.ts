/**
 * The model of one direction as the EC2 rules it would be written as. A rule of a group that is written the same way
 * means the same flows, whatever the algebra would have to say about it.
 */
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { groupsOfTier } from "#lib/core/tier/meant-flows.ts";
import type { DirectionModel, OpenSource, Stack } from "#lib/core/tier/pattern.ts";
import { extentsMeet } from "./extent.ts";
import {
  haveSameLists,
  type MeantPart,
  type MeantRule,
  type Setting,
  settingOf,
  type WrittenFlows,
  writeFlows,
} from "./written-flows.ts";
import type { WrittenPeer } from "./written-peer.ts";

interface Kept {
  readonly written: WrittenFlows;
  /** The prefix lists that still say what is written. */
  prefixLists: ObservationIndex["prefixLists"];
}

/** What is written for a model or for sources, kept as long as these live: accounts are looked at again and again. */
const keptWhile = <Owner extends object>() => {
  const kept = new WeakMap<Owner, Map<unknown, Kept>>();
  return (owner: Owner, variant: unknown, index: ObservationIndex, write: () => WrittenFlows | null) => {
    const variants = kept.get(owner) ?? new Map<unknown, Kept>();
    const known = variants.get(variant);
    const { prefixLists } = index;
    if (known?.prefixLists === prefixLists) return known.written;
    if (known !== undefined && haveSameLists(known.written, prefixLists)) {
      known.prefixLists = prefixLists;
      return known.written;
    }
    const written = write();
    if (written !== null) kept.set(owner, variants.set(variant, { written, prefixLists }));
    return written;
  };
};

type ListModel = Extract<DirectionModel, { mode: "list" }>;

const keptForModel = keptWhile<ListModel>();
const keptForSources = keptWhile<readonly OpenSource[]>();

/** What all stacks that follow a model share. */
const patternFlows = (model: ListModel, setting: Setting): WrittenFlows | null =>
  keptForModel(model, setting.anyone, setting.index, () =>
    writeFlows(
      model.flows.flatMap(({ peer, services }) =>
        peer.kind === "granted-sources" ? [] : [{ peers: [peer], services }],
      ),
      setting,
    ),
  );

const NOTHING: WrittenFlows = {
  rules: [],
  count: 0,
  byPeer: new Map(),
  next: [],
  services: [],
  serviceAt: [],
  texts: [],
  kinds: [],
  following: [],
  groups: new Set(),
  tiers: new Set(),
  lists: new Map(),
  meeting: new Set(),
};

/** What a stack's own sources make of the model. */
const sourceFlows = (model: ListModel, { openSources }: Stack, setting: Setting): WrittenFlows | null => {
  if (!model.flows.some(({ peer }) => peer.kind === "granted-sources")) return NOTHING;
  return keptForSources(openSources, model, setting.index, () => {
    const peers = openSources.map((source) => source.peer);
    const granted = model.flows.filter(({ peer }) => peer.kind === "granted-sources");
    return writeFlows(
      granted.map(({ services }) => ({ peers, services })),
      setting,
    );
  });
};

/** Parts of the pattern's flows and of the sources' that have a flow in common. */
const meetingBetween = (sources: WrittenFlows, pattern: WrittenFlows): Set<MeantPart> => {
  const meeting = new Set<MeantPart>();
  if (sources.rules.length === 0) return meeting;
  for (const other of pattern.rules)
    for (const rule of sources.rules) if (extentsMeet(rule, other)) meeting.add(rule.part).add(other.part);
  return meeting;
};

/** A tier that the model names, with the one group that plays it. */
interface TierInPlay {
  readonly tier: string;
  readonly groupId: string;
}

/** Null unless one group plays each tier, and plays nothing else that is named. */
const tiersInPlay = (pattern: WrittenFlows, sources: WrittenFlows, stack: Stack): TierInPlay[] | null => {
  const tiers: TierInPlay[] = [];
  for (const tier of pattern.tiers) {
    const [groupId, ...others] = groupsOfTier(stack.bindings, tier);
    if (groupId === undefined || others.length > 0) return null;
    const isNamed = pattern.groups.has(groupId) || sources.groups.has(groupId);
    if (isNamed || tiers.some((other) => other.groupId === groupId)) return null;
    tiers.push({ tier, groupId });
  }
  return tiers;
};

/** What a whole model is written as for one stack. */
export interface MeantRules {
  /** What all stacks of the pattern share, other tiers by their names. */
  readonly pattern: WrittenFlows;
  /** What the stack's own sources add. */
  readonly sources: WrittenFlows;
  readonly tiers: readonly TierInPlay[];
  /** All of them: the pattern's, then those of the sources. */
  readonly count: number;
  /** Parts that have a flow in common with another part of either. */
  readonly meeting: ReadonlySet<MeantPart>;
}

const togetherFor = (pattern: WrittenFlows, sources: WrittenFlows, stack: Stack): MeantRules | null => {
  const tiers = tiersInPlay(pattern, sources, stack);
  if (tiers === null) return null;
  const between = meetingBetween(sources, pattern);
  const isPlain = between.size === 0 && sources.meeting.size === 0;
  const meeting = isPlain ? pattern.meeting : new Set([...pattern.meeting, ...sources.meeting, ...between]);
  return { pattern, sources, tiers, count: pattern.count + sources.count, meeting };
};

/** Of each stack, by its model, as long as the stack lives and the same is written for both. */
const keptForStack = new WeakMap<Stack, Map<ListModel, MeantRules>>();

/** Null where the algebra must tell: what is meant is not known, or not one group plays a tier that is named. */
export const meantRules = (model: ListModel, stack: Stack, index: ObservationIndex): MeantRules | null => {
  const setting = settingOf(stack, index);
  const kept = keptForStack.get(stack) ?? new Map<ListModel, MeantRules>();
  const known = kept.get(model);
  const pattern = patternFlows(model, setting);
  const sources = known?.sources === NOTHING ? NOTHING : sourceFlows(model, stack, setting);
  if (pattern === null || sources === null) return null;
  if (known?.pattern === pattern && known.sources === sources) return known;
  const together = togetherFor(pattern, sources, stack);
  if (together !== null) keptForStack.set(stack, kept.set(model, together));
  return together;
};

/** The rules of a model in the order of their places. */
export const rulesOf = ({ pattern, sources }: MeantRules): readonly MeantRule[] => {
  if (sources.count === 0) return pattern.rules;
  return pattern.count === 0 ? sources.rules : [...pattern.rules, ...sources.rules];
};

/** The group that a peer without addresses stands for. */
export const groupOf = ({ kind, text }: WrittenPeer, { tiers }: MeantRules): string =>
  kind === "tier" ? (tiers.find(({ tier }) => tier === text)?.groupId ?? text) : text;
