import { compareTier } from "#lib/core/diff/compare-tier.ts";
import type { Bounds } from "#lib/core/group/bounds.ts";
import { ruleServices } from "#lib/core/group/rule-services.ts";
import { forEachRule } from "#lib/core/group/rules-on-demand.ts";
import type { FlowSet } from "#lib/core/net/flow-set.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import {
  ALL_SERVICES,
  intersectServices,
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { CatalogueContext } from "../catalogue-context.ts";
import type { FindingDraft } from "../catalogue-finding.ts";
import type { CatalogueRule } from "../catalogue-rule.ts";
import { extentOf, extentOfFlows } from "../extent.ts";
import type { GroupView } from "../group-view.ts";
import { isWholeFamily, mayBeWide, mayOpenIpv6 } from "../most-addresses.ts";
import { noPlan, removal } from "../remedy.ts";
import { cannotTell, unreadGroups } from "../unread.ts";
import { packetOf } from "../witness.ts";
import { listed } from "../words.ts";
import { worldOpen, worldOpeners } from "../world-open.ts";

const ipv6Of = (set: FlowSet): FlowSet => ({ ipv4: [], ipv6: set.ipv6, groups: [] });
const ipv4Of = (set: FlowSet): FlowSet => ({ ipv4: set.ipv4, ipv6: [], groups: [] });

const servicesOf = (set: FlowSet): ServiceSet =>
  [...set.ipv4, ...set.groups].map(({ services }) => services).reduce(unionServices, []);

/**
 * Whether IPv6 may be open for something that is not open to all of IPv4 by one rule, told without making the rules.
 * What is open to much of IPv6 has at least one rule with its share of that.
 */
const mayBeTwin = ({ group, most }: GroupView, { index }: CatalogueContext): boolean => {
  if (!mayBeWide({ ipv4: 0, ipv6: most.ipv6 })) return false;
  let onIpv6 = NO_SERVICES;
  let onIpv4 = NO_SERVICES;
  forEachRule(group, "ingress", (service, kind, text) => {
    const { surely, possibly } = ruleServices(service);
    if (kind === "ipv4" && isWholeFamily(text, kind)) onIpv4 = unionServices(onIpv4, surely);
    if (mayOpenIpv6(kind, text, index)) onIpv6 = unionServices(onIpv6, possibly);
  });
  return subtractServices(onIpv6, onIpv4).length > 0;
};

/** Open to all of IPv6, closed to most of IPv4, though somebody on IPv4 or in a group is let in. */
const twins = ({ surely, possibly }: Bounds) => {
  const twin = (open: FlowSet, closed: FlowSet): ServiceSet => {
    const onIpv6 = worldOpen(ipv6Of(open), ALL_SERVICES);
    if (onIpv6.length === 0) return onIpv6;
    return intersectServices(
      subtractServices(onIpv6, worldOpen(ipv4Of(closed), ALL_SERVICES)),
      servicesOf(open),
    );
  };
  const sure = twin(surely, possibly);
  return { sure, perhaps: surely === possibly ? [] : subtractServices(twin(possibly, surely), sure) };
};

/** What the model itself opens to all of IPv6: taking rules away does not close that, IPv4 is what lacks. */
const meantOpen = (groupId: string, services: ServiceSet, { parts, index }: CatalogueContext): ServiceSet => {
  const [part] = parts.get(groupId) ?? [];
  const tier = part?.view.stack.pattern.tiers.find(({ name }) => name === part.tier);
  if (part === undefined || tier === undefined) return [];
  const compared = compareTier(part.view.stack, tier, "ingress", index);
  return compared === null ? [] : worldOpen(ipv6Of(compared.required.possibly), services);
};

const ofGroup = ({ group, ingress, letsIn }: GroupView, context: CatalogueContext): FindingDraft[] => {
  const { groupId } = group;
  const { sure, perhaps } = twins(letsIn);
  const name = context.nameOf(groupId);
  const subject = { kind: "group", groupId } as const;
  const stack = context.parts.get(groupId)?.[0]?.view.stack.name ?? null;
  const found: FindingDraft[] = [];
  if (sure.length > 0) {
    const openers = worldOpeners(
      ingress.map((held) => ({ ...held, flows: { ...held.flows, surely: ipv6Of(held.flows.surely) } })),
      sure,
    );
    const meant = meantOpen(groupId, sure, context);
    const keys = new Set(openers.map(({ rule }) => rule.key));
    found.push({
      about: groupId,
      certainty: "sure",
      subject,
      stack,
      groupIds: [groupId],
      sentence: `${name} keeps most of IPv4 out of ${listed(printServices(sure))} but lets all of IPv6 in.`,
      witness: packetOf(ipv6Of(onlyServices(letsIn.surely, sure)), "ingress", context.index),
      extent: extentOf({ flows: extentOfFlows("ingress", ipv6Of(onlyServices(letsIn.surely, sure))) }),
      remedy:
        meant.length > 0
          ? noPlan(
              `The pattern means ${listed(printServices(meant))} to be open on IPv6, too: what IPv4 lacks of it is missing, and has a remedy of its own.`,
            )
          : removal(
              groupId,
              ingress.filter(({ rule }) => keys.has(rule.key)),
              context,
              sure,
            ),
    });
  }
  if (perhaps.length > 0) {
    const sentence = `It cannot be told whether ${name} lets all of IPv6 in to ${listed(printServices(perhaps))} while keeping IPv4 out: what its rules name could not all be read.`;
    found.push(cannotTell(`${groupId}/unread`, subject, [groupId], sentence, stack));
  }
  return found;
};

export const ipv6Twin: CatalogueRule = {
  id: "ipv6-twin",
  severity: "high",
  title: "Closed on IPv4, open on IPv6",
  explanation:
    "Somebody limited a service to a few sources on IPv4, and left it open to everybody on IPv6. Whoever checks the IPv4 rules believes the door is shut. Give IPv6 the same limits, or close it.",
  needs: "account",
  controls: [],
  evaluate: (context) => [
    ...context.groups.filter((view) => mayBeTwin(view, context)).flatMap((view) => ofGroup(view, context)),
    ...unreadGroups("IPv6 is open where IPv4 is closed", context),
  ],
};
