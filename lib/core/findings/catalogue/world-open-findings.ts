/**
 * Findings about a list of ports that are open to the Internet: by one group, or by several groups of one interface of
 * which none does it alone.
 */
import type { ObservedInterface } from "#lib/core/group/observation.ts";
import { type FlowSet, unionAllFlows } from "#lib/core/net/flow-set.ts";
import { onlyServices } from "#lib/core/net/restrict-flows.ts";
import { type ServiceSet, subtractServices, unionServices } from "#lib/core/net/service-set.ts";
import type { CatalogueContext } from "./catalogue-context.ts";
import type { FindingDraft } from "./catalogue-finding.ts";
import { extentOf, extentOfFlows } from "./extent.ts";
import { flowsTogether, type GroupView } from "./group-view.ts";
import { keptBy } from "./kept-by.ts";
import { mayBeWide, mostAddresses, mostTogether } from "./most-addresses.ts";
import { type PortList, portNames } from "./ports.ts";
import { noPlan, removal } from "./remedy.ts";
import { cannotTell, unreadGroups, unreadInterfaces } from "./unread.ts";
import { packetOf } from "./witness.ts";
import { counted, listed } from "./words.ts";
import { rulesAbout, worldOpen, worldOpeners } from "./world-open.ts";

/** A group with what it lets in of the ports asked about, and what of that is open to the world. */
interface OpenGroup {
  readonly view: GroupView;
  readonly surely: FlowSet;
  readonly possibly: FlowSet;
  readonly open: ServiceSet;
  readonly maybe: ServiceSet;
}

const openGroup = (view: GroupView, { services }: PortList): OpenGroup => {
  const letsIn = flowsTogether(rulesAbout(view.ingress, services));
  const surely = onlyServices(letsIn.surely, services);
  const isKnown = letsIn.surely === letsIn.possibly;
  const possibly = isKnown ? surely : onlyServices(letsIn.possibly, services);
  const open = worldOpen(surely, services);
  return {
    view,
    surely,
    possibly,
    open,
    maybe: isKnown ? [] : subtractServices(worldOpen(possibly, services), open),
  };
};

const carriedBy = (groupId: string, { index }: CatalogueContext): string => {
  const count = index.interfacesByGroup.get(groupId)?.length ?? 0;
  if (!index.observation.parts.interfaces.complete) return "";
  if (count === 0) return " Nothing carries the group now.";
  return count === 1 ? " One interface carries it." : ` ${count} interfaces carry it.`;
};

const ofGroup = ({ view, surely, open, maybe }: OpenGroup, ports: PortList, context: CatalogueContext) => {
  const { groupId } = view.group;
  const found: FindingDraft[] = [];
  const name = context.nameOf(groupId);
  const stack = context.parts.get(groupId)?.[0]?.view.stack.name ?? null;
  if (open.length > 0) {
    const openers = worldOpeners(view.ingress, ports.services);
    const pieces = openers.length > 1 ? `, by ${counted(openers.length, "rule")}` : "";
    found.push({
      about: groupId,
      certainty: "sure",
      subject: { kind: "group", groupId },
      stack,
      groupIds: [groupId],
      sentence: `${name} lets the whole Internet in to ${listed(portNames(ports, open))}${pieces}.${carriedBy(groupId, context)}`,
      witness: packetOf(onlyServices(surely, open), "ingress", context.index),
      extent: extentOf({ flows: extentOfFlows("ingress", onlyServices(surely, open)) }),
      remedy: removal(groupId, openers, context, ports.services),
    });
  }
  if (maybe.length > 0) {
    const sentence = `It cannot be told whether ${name} lets the whole Internet in to ${listed(portNames(ports, maybe))}: what its rules name could not all be read.`;
    found.push(cannotTell(`${groupId}/unread`, { kind: "group", groupId }, [groupId], sentence, stack));
  }
  return found;
};

/** What several groups open together and none of them alone; the same for every interface that carries just these. */
const together = (groups: readonly OpenGroup[], { services }: PortList) => {
  const flows = unionAllFlows(groups.map(({ surely }) => surely));
  const isKnown = groups.every((group) => group.surely === group.possibly);
  const possibly = isKnown ? flows : unionAllFlows(groups.map((group) => group.possibly));
  const alone = groups.map(({ open }) => open).reduce(unionServices, []);
  const all = worldOpen(flows, services);
  const told = groups.map(({ maybe }) => maybe).reduce(unionServices, unionServices(alone, all));
  return {
    flows,
    open: subtractServices(all, alone),
    maybe: isKnown ? [] : subtractServices(worldOpen(possibly, services), told),
  };
};

const ofInterface = (
  item: ObservedInterface,
  groupIds: readonly string[],
  { open, maybe, flows }: ReturnType<typeof together>,
  ports: PortList,
  context: CatalogueContext,
): FindingDraft[] => {
  const { interfaceId, instanceId } = item;
  const subject = { kind: "interface", interfaceId, instanceId } as const;
  const who = instanceId === null ? interfaceId : `${instanceId} (${interfaceId})`;
  const groups = listed(groupIds.map(context.nameOf));
  if (open.length > 0)
    return [
      {
        about: interfaceId,
        certainty: "sure",
        subject,
        stack: null,
        groupIds,
        sentence: `${who} lets the whole Internet in to ${listed(portNames(ports, open))}: none of its groups does so alone, but together they do (${groups}).`,
        witness: packetOf(onlyServices(flows, open), "ingress", context.index),
        extent: extentOf({ flows: extentOfFlows("ingress", onlyServices(flows, open)) }),
        remedy: noPlan("It takes rules of several groups: people must say which of them goes."),
      },
    ];
  if (maybe.length === 0) return [];
  const sentence = `It cannot be told whether the groups of ${who} together let the whole Internet in to ${listed(portNames(ports, maybe))} (${groups}).`;
  return [cannotTell(`${interfaceId}/unread`, subject, groupIds, sentence)];
};

/** Whether several groups together let in enough on these ports for any of it to be open to the world. */
const mayOpen = ({ services }: PortList, { index }: CatalogueContext) => {
  const onPorts = keptBy((view: GroupView) => mostAddresses(view.group, index, services));
  return (views: readonly GroupView[]): boolean =>
    mayBeWide(mostTogether(views.map(({ most }) => most))) && mayBeWide(mostTogether(views.map(onPorts)));
};

/** `question` follows "whether". */
export const worldOpenFindings = (
  ports: PortList,
  question: string,
  context: CatalogueContext,
): FindingDraft[] => {
  const isWorthALook = mayOpen(ports, context);
  const opened = keptBy((view: GroupView) => openGroup(view, ports));
  const known = new Map<string, ReturnType<typeof together> | null>();
  const { parts, interfaces: all } = context.index.observation;
  // What an interface carried the last time it was read proves nothing about now.
  const read = parts.interfaces.complete ? all : [];
  const interfaces = read.flatMap((item) => {
    const groupIds = [...new Set(item.groupIds)].sort();
    if (groupIds.length < 2) return [];
    const key = groupIds.join(" ");
    let found = known.get(key);
    if (found === undefined) {
      const views = groupIds.flatMap((groupId) => context.views.get(groupId) ?? []);
      found = isWorthALook(views) ? together(views.map(opened), ports) : null;
      known.set(key, found);
    }
    return found === null ? [] : ofInterface(item, groupIds, found, ports, context);
  });
  return [
    ...context.groups
      .filter((view) => isWorthALook([view]))
      .flatMap((view) => ofGroup(opened(view), ports, context)),
    ...interfaces,
    ...unreadGroups(question, context),
    ...unreadInterfaces(question, context),
  ];
};
