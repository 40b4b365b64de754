import type { HeldRule } from "#lib/core/diff/judge-rules.ts";
import { peerText } from "#lib/core/group/canonical-rule.ts";
import type { ObservedGroup, Tags } from "#lib/core/group/observation.ts";
import { ruleWords } from "#lib/core/group/rule-text.ts";
import { canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import { servicesOpenToWorld } from "#lib/core/net/world.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { noPlan } from "../remedy.ts";
import { unreadGroups } from "../unread.ts";
import { counted, listed } from "../words.ts";

const OWNER_TAG = /^(?:owner|team|contact|squad)$/i;
const NAMES_SOMEBODY = /[^\s@]@[^\s@]|\b(?:owner|owned by|team|contact)\b/i;

const tagged = (tags: Tags): boolean =>
  Object.entries(tags).some(([key, value]) => OWNER_TAG.test(key) && value.trim() !== "") ||
  Object.keys(tags).some((key) => key.startsWith("sallyport:"));

/** A network with a longer prefix is no quarter of what is public, of either family. */
const MAY_BE_THE_INTERNET = 8;

/** A network somebody must know: not a group or list, which have names of their own, and not the Internet. */
const wantsOwner = (held: HeldRule): boolean => {
  const { peer } = held.rule;
  if (peer.kind !== "ipv4" && peer.kind !== "ipv6") return false;
  const cidr = canonicaliseCidr(peer.cidr);
  if (!cidr.ok) return false;
  return cidr.value.length > MAY_BE_THE_INTERNET || servicesOpenToWorld(held.flows.possibly).length === 0;
};

const hasOwner = ({ rule }: HeldRule, owned: ReadonlySet<string>): boolean =>
  owned.has(peerText(rule.peer)) ||
  rule.copies.some((copy) => tagged(copy.tags) || NAMES_SOMEBODY.test(copy.description ?? ""));

const ofGroup = (view: GroupView, owned: ReadonlySet<string>, context: CatalogueContext): FindingDraft[] => {
  const { groupId, tags }: ObservedGroup = view.group;
  if (tagged(tags)) return [];
  const nobodys = view.ingress.filter((held) => !hasOwner(held, owned) && wantsOwner(held));
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
