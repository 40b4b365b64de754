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
import { parseFlows } from "../net/flow-line.ts";
import {
  type FlowSet,
  intersectFlows,
  isEmptyFlows,
  isSubsetOfFlows,
  NO_FLOWS,
  unionAllFlows,
} from "../net/flow-set.ts";
import { subtractServices, unionServices, wholeProtocol } from "../net/service-set.ts";
import type { FlowLine, SessionForecast } from "./plan.ts";

export interface Forecast {
  readonly line: FlowLine;
  readonly forecast: SessionForecast;
  readonly why: string;
}

type Verdict = SessionForecast | "still-open" | "none";

const WORLD = new Set(["0.0.0.0/0", "::/0"]);
const isWorld = (rule: ObservedRule): boolean => "cidr" in rule.peer && WORLD.has(rule.peer.cidr);

const TCP = wholeProtocol(6);
const UDP = wholeProtocol(17);
const TCP_AND_UDP = unionServices(TCP, UDP);

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

/** Does the other direction let every port of tcp and of udp through, to or from the whole Internet? */
function answersFreely(item: ObservedInterface, direction: Direction, index: ObservationIndex): boolean {
  const world = rulesOf(item, other(direction), index).filter(({ rule }) => isWorld(rule));
  return [TCP, UDP].some((protocol) =>
    world.some(({ rule }) => subtractServices(protocol, ruleServices(rule).surely).length === 0),
  );
}

const onlyTcpAndUdp = (set: FlowSet): FlowSet =>
  intersectFlows(set, {
    ipv4: set.ipv4.map((segment) => ({ ...segment, services: TCP_AND_UDP })),
    ipv6: set.ipv6.map((segment) => ({ ...segment, services: TCP_AND_UDP })),
    groups: set.groups.map((group) => ({ ...group, services: TCP_AND_UDP })),
  });

function onInterface(
  line: FlowLine,
  lost: FlowSet,
  item: ObservedInterface,
  before: ObservationIndex,
  after: ObservationIndex,
): Verdict {
  const still = interfaceFlows(item, line.direction, after);
  if (still !== "ungoverned" && isSubsetOfFlows(lost, still.surely)) return "still-open";
  if (item.groupIds.some((groupId) => before.groups.get(groupId)?.rulesKnown !== true)) return "cannot-tell";
  const rules = rulesOf(item, line.direction, before);
  const through = (world: boolean) =>
    unionAllFlows(rules.filter(({ rule }) => isWorld(rule) === world).map(({ flows }) => flows));
  const untracked = intersectFlows(onlyTcpAndUdp(lost), through(true));
  if (isEmptyFlows(untracked) || !answersFreely(item, line.direction, before)) return "go-on";
  if (!isEmptyFlows(intersectFlows(untracked, through(false)))) return "cannot-tell";
  return item.publicAddresses.length === 0 ? "cannot-tell" : "cut-at-once";
}

const WHY: Readonly<Record<Exclude<Verdict, "none">, string>> = {
  "go-on": "EC2 tracks these connections: open ones go on until they end or fall idle.",
  "still-open": "Other rules of the same interfaces still let this through.",
  "cut-at-once":
    "EC2 does not track these connections, because both directions were open to the whole Internet. Only those through a load balancer or gateway go on.",
  "cannot-tell": "It depends on the way these connections take, or on rules that could not be read.",
};

/** The worst is told, in this order. */
const WORST_FIRST = ["cut-at-once", "cannot-tell", "go-on", "still-open"] as const;

/** One forecast for each line that some interface loses. `lost` are flows by rule. */
export function forecastSessions(
  lost: readonly FlowLine[],
  before: ObservationIndex,
  after: ObservationIndex,
): readonly Forecast[] {
  const isRead = before.observation.parts.interfaces.complete;
  return lost.flatMap((line): Forecast[] => {
    const flows = parseFlows([line]);
    const carriers = carriersOf(line.groupId, before);
    if (!isRead || !flows.ok) return [{ line, forecast: "cannot-tell", why: WHY["cannot-tell"] }];
    const verdicts = new Set(carriers.map((item) => onInterface(line, flows.value, item, before, after)));
    const worst = WORST_FIRST.find((verdict) => verdicts.has(verdict));
    if (worst === undefined) return [];
    const more = verdicts.size > 1 ? " It is not the same on every interface; this is the worst." : "";
    const forecast = worst === "still-open" ? "go-on" : worst;
    return [{ line, forecast, why: `${WHY[worst]}${more}` }];
  });
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
