/** What becomes possible and impossible, in plain words: "203.0.113.7/32 (Mara's laptop) can open new SSH connections to shop." */
import type { EffectNames } from "./effect-names.ts";
import type { FlowLine } from "./plan.ts";
import { splitWorld, type WorldFlows } from "./world-lines.ts";

/** More lines than this are told as a count. */
const MOST = 12;

function peerWords(peer: string, names: EffectNames): string {
  if (peer === "0.0.0.0/0") return "Every IPv4 address";
  if (peer === "::/0") return "Every IPv6 address";
  const isNetwork = peer.includes("/");
  const plain = isNetwork ? peer.replace(/^([\d.]+)\/32$|^([\da-f:]+)\/128$/, "$1$2") : names.group(peer);
  const named = names.peer(peer);
  return named === null ? plain : `${plain} (${named})`;
}

const serviceWords = (service: string): string => {
  if (service === "tcp/22") return "SSH connections";
  if (service === "all") return "connections of every kind";
  return `${service} connections`;
};

function sentence(line: FlowLine, gained: boolean, names: EffectNames): string {
  const peer = peerWords(line.peer, names);
  const group = names.group(line.groupId);
  const target = line.service === "tcp/22" ? `${names.stack} (${group})` : group;
  const can = gained ? "can" : "can no longer";
  const what = `${can} open new ${serviceWords(line.service)}`;
  if (line.direction === "ingress") return `${peer} ${what} to ${target}.`;
  const lowered = peer.replace(/^Every/, "every");
  return `${group.charAt(0).toUpperCase()}${group.slice(1)} ${what} to ${lowered}.`;
}

/** Most of the Internet in many ranges is one sentence; the ranges stand in the list below it. */
function worldSentence(flows: WorldFlows, gained: boolean, names: EffectNames): string {
  const group = names.group(flows.groupId);
  const what = `${gained ? "can" : "can no longer"} open new ${flows.services.join(", ")} connections`;
  const most = `ost of the Internet (${flows.ranges} ranges)`;
  return flows.direction === "ingress"
    ? `M${most} ${what} to ${group}.`
    : `${group.charAt(0).toUpperCase()}${group.slice(1)} ${what} to m${most}.`;
}

function told(lines: readonly FlowLine[], gained: boolean, names: EffectNames): string[] {
  const { world, others } = splitWorld(lines);
  const worlds = world.map((flows) => worldSentence(flows, gained, names));
  const shown = others.slice(0, MOST).map((line) => sentence(line, gained, names));
  const more = others.length - shown.length;
  if (more <= 0) return [...worlds, ...shown];
  return [
    ...worlds,
    ...shown,
    `And ${more} more ${more === 1 ? "flow is" : "flows are"} ${gained ? "gained" : "lost"}.`,
  ];
}

export const effectSentences = (
  gained: readonly FlowLine[],
  lost: readonly FlowLine[],
  names: EffectNames,
): readonly string[] => [...told(gained, true, names), ...told(lost, false, names)];
