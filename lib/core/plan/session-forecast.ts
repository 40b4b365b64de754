/**
 * What happens to connections that are open when a flow is lost, by EC2's connection tracking (EC2-FACTS.md, "live
 * connections"). Tracked ones go on. Untracked ones are cut at once: tcp or udp, let through by a rule for the whole
 * Internet, while the other direction lets everything through to or from the whole Internet. Connections through a
 * load balancer, NAT or transit gateway are always tracked, and an interface without a public address is reached from
 * outside by one of those only: there nobody can tell.
 */

import { groupFlows, interfaceFlows } from "../group/group-flows.ts";
import { carriersOf } from "../group/group-use.ts";
import type { Direction, ObservedInterface, ObservedRule } from "../group/observation.ts";
import type { ObservationIndex } from "../group/observation-index.ts";
import { ruleFlows } from "../group/rule-flows.ts";
import { ruleServices } from "../group/rule-services.ts";
import { groupedBy } from "../grouped-by.ts";
import { parseFlows } from "../net/flow-line.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  subtractFlows,
  unionAllFlows,
} from "../net/flow-set.ts";
import {
  NO_SERVICES,
  type ServiceSet,
  subtractServices,
  unionServices,
  wholeProtocol,
} from "../net/service-set.ts";
import type { FlowLine, SessionForecast } from "./plan.ts";

export interface Forecast {
  readonly line: FlowLine;
  readonly forecast: SessionForecast;
  readonly why: string;
}

type Verdict = SessionForecast | "answers-cut" | "still-open";

const WORLD = new Set(["0.0.0.0/0", "::/0"]);
const isWorld = (rule: ObservedRule): boolean => "cidr" in rule.peer && WORLD.has(rule.peer.cidr);

const TCP = wholeProtocol(6);
const UDP = wholeProtocol(17);
const TCP_AND_UDP = unionServices(TCP, UDP);
type Family = "ipv4" | "ipv6";

const other = (direction: Direction): Direction => (direction === "ingress" ? "egress" : "ingress");

const rulesOf = (item: ObservedInterface, direction: Direction, index: ObservationIndex) =>
  item.groupIds.flatMap((groupId) => {
    const group = index.groups.get(groupId);
    return (group?.rules ?? [])
      .filter((rule) => rule.direction === direction)
      .map((rule) => ({
        rule,
        flows: group === undefined ? NO_FLOWS : ruleFlows(rule, group, index).possibly,
      }));
  });

/**
 * What of tcp and udp the other direction lets through at every port, to or from the whole Internet, by family. EC2
 * asks for "a corresponding rule"; whether one of the other family corresponds is not stated.
 */
function answered(
  item: ObservedInterface,
  direction: Direction,
  index: ObservationIndex,
): Readonly<Record<Family, ServiceSet>> {
  const world = rulesOf(item, other(direction), index).filter(({ rule }) => isWorld(rule));
  const whole = (family: Family): ServiceSet =>
    [TCP, UDP]
      .filter((protocol) =>
        world.some(
          ({ rule }) =>
            rule.peer.kind === family && subtractServices(protocol, ruleServices(rule).surely).length === 0,
        ),
      )
      .reduce(unionServices, NO_SERVICES);
  return { ipv4: whole("ipv4"), ipv6: whole("ipv6") };
}

const onlyServices = (set: FlowSet, ipv4: ServiceSet, ipv6: ServiceSet): FlowSet =>
  intersectFlows(set, {
    ipv4: set.ipv4.map((segment) => ({ ...segment, services: ipv4 })),
    ipv6: set.ipv6.map((segment) => ({ ...segment, services: ipv6 })),
    groups: [],
  });

/** Flows that EC2 does not track: surely so, or perhaps. */
function untracked(
  flows: FlowSet,
  item: ObservedInterface,
  direction: Direction,
  index: ObservationIndex,
): { readonly surely: FlowSet; readonly perhaps: FlowSet } {
  const free = rulesOf(item, direction, index).filter(({ rule }) => isWorld(rule));
  const open = intersectFlows(flows, unionAllFlows(free.map((each) => each.flows)));
  const { ipv4, ipv6 } = answered(item, direction, index);
  const isAnswered = ipv4.length > 0 || ipv6.length > 0;
  return {
    surely: onlyServices(open, ipv4, ipv6),
    perhaps: isAnswered ? onlyServices(open, TCP_AND_UDP, TCP_AND_UDP) : NO_FLOWS,
  };
}

/** A connection is only surely untracked where nobody but the world's rule lets it in, and no gateway is on its way. */
function cutOnInterface(
  flows: FlowSet,
  item: ObservedInterface,
  direction: Direction,
  before: ObservationIndex,
): Verdict {
  const { surely, perhaps } = untracked(flows, item, direction, before);
  if (isEmptyFlows(perhaps)) return "go-on";
  const named = rulesOf(item, direction, before).filter(({ rule }) => !isWorld(rule));
  const tracked = unionAllFlows(named.map((each) => each.flows));
  if (isEmptyFlows(surely) || !isEmptyFlows(intersectFlows(surely, tracked))) return "cannot-tell";
  return item.publicAddresses.length === 0 ? "cannot-tell" : "cut-at-once";
}

/** Connections opened the other way that are not tracked lose their answers with this line. */
function answersCut(
  line: FlowLine,
  item: ObservedInterface,
  then: ObservedInterface,
  [before, after]: readonly [ObservationIndex, ObservationIndex],
): Verdict {
  const back = other(line.direction);
  const all = unionAllFlows(rulesOf(item, back, before).map(({ flows }) => flows));
  const was = untracked(all, item, back, before).surely;
  const { ipv4, ipv6 } = answered(then, back, after);
  const lost = subtractFlows(was, onlyServices(was, ipv4, ipv6));
  if (isEmptyFlows(lost)) return "go-on";
  const verdict = cutOnInterface(lost, item, back, before);
  return verdict === "cut-at-once" ? "answers-cut" : verdict;
}

function onInterface(
  line: FlowLine,
  lost: FlowSet,
  item: ObservedInterface,
  before: ObservationIndex,
  after: ObservationIndex,
): Verdict {
  const then = after.observation.interfaces.find((each) => each.interfaceId === item.interfaceId) ?? item;
  const still = interfaceFlows(then, line.direction, after);
  if (still !== "ungoverned" && isSubsetOfFlows(lost, still.surely)) return "still-open";
  if (item.groupIds.some((groupId) => before.groups.get(groupId)?.rulesKnown !== true)) return "cannot-tell";
  const own = cutOnInterface(lost, item, line.direction, before);
  return own === "go-on" ? answersCut(line, item, then, [before, after]) : own;
}

const WHY: Readonly<Record<Verdict, string>> = {
  "go-on": "EC2 tracks these connections: open ones go on until they end or fall idle.",
  "still-open": "Other rules of the same interfaces still let this through.",
  "cut-at-once":
    "EC2 does not track these connections, because both directions were open to the whole Internet. Only those through a load balancer or gateway go on.",
  "answers-cut":
    "Connections opened the other way, by anyone, are not tracked because both directions were open to the whole Internet: their answers are cut off.",
  "cannot-tell": "It depends on the way these connections take, or on rules that could not be read.",
};

const TOLD: Readonly<Record<Verdict, SessionForecast>> = {
  "go-on": "go-on",
  "still-open": "go-on",
  "cut-at-once": "cut-at-once",
  "answers-cut": "cut-at-once",
  "cannot-tell": "cannot-tell",
};

/** The worst is told, in this order. */
const WORST_FIRST = ["cut-at-once", "answers-cut", "cannot-tell", "go-on", "still-open"] as const;

/** A line that only one interface loses, because a group is taken from it. */
export interface LostOnInterface {
  readonly interfaceId: string;
  readonly line: FlowLine;
}

/** One forecast for each line that some interface loses. `lost` are flows by rule. */
export function forecastSessions(
  lost: readonly FlowLine[],
  before: ObservationIndex,
  after: ObservationIndex,
  lostOnInterfaces: readonly LostOnInterface[] = [],
): readonly Forecast[] {
  const isRead = before.observation.parts.interfaces.complete;
  const forecast = (line: FlowLine, carriers: readonly ObservedInterface[]): Forecast[] => {
    const flows = parseFlows([line]);
    if (!isRead || !flows.ok) return [{ line, forecast: "cannot-tell", why: WHY["cannot-tell"] }];
    const verdicts = new Set(carriers.map((item) => onInterface(line, flows.value, item, before, after)));
    const worst = WORST_FIRST.find((verdict) => verdicts.has(verdict));
    if (worst === undefined) return [];
    const more = verdicts.size > 1 ? " It is not the same on every interface; this is the worst." : "";
    return [{ line, forecast: TOLD[worst], why: `${WHY[worst]}${more}` }];
  };
  const byLine = groupedBy(lostOnInterfaces, ({ line }) => JSON.stringify(line));
  return [
    ...lost.flatMap((line) => forecast(line, carriersOf(line.groupId, before))),
    ...[...byLine.values()].flatMap((each) => {
      const [first] = each;
      const ids = new Set(each.map(({ interfaceId }) => interfaceId));
      const items = before.observation.interfaces.filter(({ interfaceId }) => ids.has(interfaceId));
      return first === undefined ? [] : forecast(first.line, items);
    }),
  ];
}

/** Whether everything a line says is still open to an interface by its other groups. */
export function stillOpenOn(line: FlowLine, after: ObservationIndex): readonly ObservedInterface[] {
  const flows = parseFlows([line]);
  if (!flows.ok) return [];
  const own = groupFlows(line.groupId, line.direction, after).surely;
  return carriersOf(line.groupId, after).filter((item) => {
    const all = interfaceFlows(item, line.direction, after);
    return (
      all !== "ungoverned" &&
      !isEmptyFlows(intersectFlows(flows.value, all.surely)) &&
      isEmptyFlows(intersectFlows(flows.value, own))
    );
  });
}
