import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import type { ObservedGroup, Tags } from "#lib/core/group/observation.ts";
import { ruleWords } from "#lib/core/group/rule-text.ts";
import { canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import { servicesOpenToWorld } from "#lib/core/net/world.ts";
import type { CatalogueContext, GroupView } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf } from "../extent.ts";
import { noPlan } from "../remedy.ts";
import { unreadGroups } from "../unread.ts";
import { counted, listed } from "../words.ts";

const OWNER_TAG = /^(?:owner|team|contact|squad)$/i;
const NAMES_SOMEBODY = /[^\s@]@[^\s@]|\b(?:owner|owned by|team|contact)\b/i;

const tagged = (tags: Tags): boolean =>
  Object.entries(tags).some(([key, value]) => OWNER_TAG.test(key) && value.trim() !== "") ||
  Object.keys(tags).some((key) => key.startsWith("sallyport:"));

const sourceOf = ({ rule: { peer } }: HeldRule): string | null => {
  if (peer.kind !== "ipv4" && peer.kind !== "ipv6") return null;
  const cidr = canonicaliseCidr(peer.cidr);
  return cidr.ok ? printCidr(cidr.value) : null;
};

/** A network somebody must know: not a group or list, which have names of their own, and not the Internet. */
const wantsOwner = (held: HeldRule): boolean =>
  sourceOf(held) !== null && servicesOpenToWorld(held.flows.possibly).length === 0;

const hasOwner = (held: HeldRule, owned: ReadonlySet<string>): boolean =>
  owned.has(sourceOf(held) ?? "") ||
  held.rule.copies.some((copy) => tagged(copy.tags) || NAMES_SOMEBODY.test(copy.description ?? ""));

const ofGroup = (
  { group, ingress }: GroupView,
  owned: ReadonlySet<string>,
  context: CatalogueContext,
): FindingDraft[] => {
  const { groupId, tags }: ObservedGroup = group;
  if (tagged(tags)) return [];
  const nobodys = ingress.filter((held) => wantsOwner(held) && !hasOwner(held, owned));
  const [first] = nobodys;
  if (first === undefined) return [];
  const rules = nobodys.map(({ rule }) => ruleWords(rule));
  const said = first.rule.copies.find(({ description }) => (description ?? "") !== "")?.description;
  return [
    {
      about: groupId,
      certainty: "sure",
      subject: { kind: "group", groupId },
      stack: context.parts.get(groupId)?.[0]?.view.stack.name ?? null,
      groupIds: [groupId],
      sentence: `${counted(nobodys.length, "rule")} of ${context.nameOf(groupId)} let${nobodys.length === 1 ? "s" : ""} in a network without saying whose it is: ${listed(rules)}.`,
      witness: {
        kind: "object",
        text:
          typeof said === "string"
            ? `${ruleWords(first.rule)} says “${said}”`
            : `${ruleWords(first.rule)} says nothing`,
      },
      extent: extentOf({ things: nobodys.map(({ rule }) => rule.key) }),
      remedy: noPlan(
        "Only people know whose it is: say so in the rule's description or in a tag named owner.",
      ),
    },
  ];
};

/** The one rule about descriptions: they change what it says, and nothing else in the catalogue. */
export const noOwner: CatalogueRule = {
  id: "no-owner",
  severity: "note",
  title: "Network without an owner",
  explanation:
    "A rule lets in a network, and neither its description nor a tag of the rule or the group says whose it is, nor is it a source with an owner. When it should go, there is nobody to ask. A description that names a team, an owner or an e-mail address is enough.",
  needs: "account",
  controls: [],
  evaluate: (context) => {
    const owned = new Set(
      context.sources.flatMap(({ value, ownerName }) => {
        const cidr = canonicaliseCidr(value);
        return ownerName === null ? [] : [cidr.ok ? printCidr(cidr.value) : value];
      }),
    );
    return [
      ...context.groups.flatMap((view) => ofGroup(view, owned, context)),
      ...unreadGroups("every network that is let in has an owner", context),
    ];
  },
};
