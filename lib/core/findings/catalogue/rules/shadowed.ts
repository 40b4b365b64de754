import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { peerText } from "#lib/core/group/canonical-rule.ts";
import { byPacket } from "#lib/core/group/packet-flows.ts";
import { ruleWords } from "#lib/core/group/rule-text.ts";
import { type FlowSet, isEmptyFlows, isSubsetOfFlows } from "#lib/core/net/flow-set.ts";
import { holdsPacket, witnessOf } from "#lib/core/net/packet.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { areAllMeant, isMeant } from "../cover.ts";
import { extentOf, extentOfFlows } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { noPlan, removal } from "../remedy.ts";
import { type Cover, type Covers, coversIn } from "../staying-cover.ts";
import { cannotTell, unreadGroups, unreadInterfaces } from "../unread.ts";
import { packetOf } from "../witness.ts";
import { counted, listed } from "../words.ts";

/** The other groups that each carrier of a group has beside it, each combination once. */
type Settings = readonly (readonly string[])[];

const settingsOf = (groupId: string, { index }: CatalogueContext): Settings => {
  const found = new Map<string, readonly string[]>();
  for (const item of index.interfacesByGroup.get(groupId) ?? []) {
    const others = [...new Set(item.groupIds)].filter((other) => other !== groupId).sort();
    found.set(others.join(" "), others);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, others]) => others);
};

type Answer = "by-rule" | "by-packet" | "perhaps" | "no";

/** Whether each of the sets holds all of these flows. One packet is enough to see that most do not. */
const allHold = (sets: readonly FlowSet[], flows: FlowSet): boolean => {
  const packet = witnessOf(flows);
  return (
    packet === null ||
    (sets.every((set) => holdsPacket(set, packet)) && sets.every((set) => isSubsetOfFlows(flows, set)))
  );
};

const coverage = (held: HeldRule, covers: readonly Cover[], context: CatalogueContext): Answer => {
  const { surely, possibly } = held.flows;
  const surelyOpen = covers.map(({ byRule }) => byRule.surely);
  if (allHold(surelyOpen, possibly)) return "by-rule";
  // Packets can tell more than rules only where a group stands for its members.
  if (possibly.groups.length > 0 || surelyOpen.some(({ groups }) => groups.length > 0)) {
    const packets = byPacket(held.flows, context.index).possibly;
    const open = covers.map((cover) => cover.packets);
    if (!isEmptyFlows(packets) && allHold(open, packets)) return "by-packet";
  }
  const possiblyOpen = covers.map(({ byRule }) => byRule.possibly);
  return allHold(possiblyOpen, surely) ? "perhaps" : "no";
};

/** A rule that a model asks for in this group is at its place, whatever other groups let through. */
const judge = (held: HeldRule, settings: Settings, covers: Covers, context: CatalogueContext): Answer => {
  const meant = isMeant(held, context);
  if (meant === "yes") return "no";
  const { direction } = held.rule;
  const packet = witnessOf(held.flows.surely);
  if (packet !== null && settings.some((others) => !covers.mayHold(others, direction, packet))) return "no";
  const answer = coverage(
    held,
    settings.map((others) => covers.of(others, direction)),
    context,
  );
  return meant === "perhaps" && answer !== "no" ? "perhaps" : answer;
};

const findingOf = (
  held: HeldRule,
  answer: "by-rule" | "by-packet",
  settings: Settings,
  context: CatalogueContext,
): FindingDraft => {
  const { groupId, rule, flows } = held;
  const others = [...new Set(settings.flat())].sort();
  const carriers = counted(context.index.interfacesByGroup.get(groupId)?.length ?? 0, "interface");
  return {
    about: `${groupId}/${rule.key}`,
    certainty: "sure",
    subject: { kind: "rule", groupId, ruleKey: rule.key },
    stack: context.parts.get(groupId)?.[0]?.view.stack.name ?? null,
    groupIds: [groupId, ...others],
    sentence: `The rule ${ruleWords(rule)} of ${context.nameOf(groupId)} adds nothing to the ${carriers} that carry the group: each gets its packets from another of its groups already (${listed(others.map(context.nameOf))}).`,
    witness: packetOf(flows.surely, rule.direction, context.index) ?? {
      kind: "object",
      text: `${peerText(rule.peer)} is empty`,
    },
    extent: extentOf({ flows: extentOfFlows(rule.direction, flows.surely) }),
    remedy:
      answer === "by-rule"
        ? removal(groupId, [held], context)
        : noPlan("It adds nothing only because of who carries which group today."),
  };
};

const ofGroup = (view: GroupView, covers: Covers, context: CatalogueContext): FindingDraft[] => {
  const { groupId } = view.group;
  const settings = settingsOf(groupId, context);
  if (settings.length === 0 || settings.some((others) => others.length === 0)) return [];
  return (["ingress", "egress"] as const).flatMap((direction) => {
    if (areAllMeant(groupId, direction, context)) return [];
    const judged = view[direction]
      .filter(({ stale }) => stale === null)
      .map((held) => ({ held, answer: judge(held, settings, covers, context) }));
    const perhaps = judged.filter(({ answer }) => answer === "perhaps").length;
    const sentence = `It cannot be told whether ${counted(perhaps, `${direction} rule`)} of ${context.nameOf(groupId)} add${perhaps === 1 ? "s" : ""} anything: what other groups of the same interfaces let through could not all be read.`;
    const about = `${groupId}/${direction}/unread`;
    return [
      ...judged.flatMap(({ held, answer }) =>
        answer === "by-rule" || answer === "by-packet" ? [findingOf(held, answer, settings, context)] : [],
      ),
      ...(perhaps === 0 ? [] : [cannotTell(about, { kind: "group", groupId }, [groupId], sentence)]),
    ];
  });
};

export const shadowed: CatalogueRule = {
  id: "shadowed",
  severity: "low",
  title: "Rule that another group of the interface makes needless",
  explanation:
    "An interface allows what any of its groups allows. Every interface that carries this group gets the rule's packets from another of its groups, so the rule changes nothing, and removing it closes nothing. Rules that a model says should go do not count as cover, and rules that a model asks for in this group are at their place.",
  needs: "account",
  controls: [],
  evaluate: (context) => {
    const covers = coversIn(context);
    const read = context.index.observation.parts.interfaces.complete ? context.groups : [];
    const question = "every rule adds something to the interfaces it reaches";
    return [
      ...read.flatMap((view) => ofGroup(view, covers, context)),
      ...unreadGroups(question, context),
      ...unreadInterfaces(question, context),
    ];
  },
};
