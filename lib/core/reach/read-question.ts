/** Peers, targets and services as people type them: `internet`, `198.51.100.7`, `tier db`, `sg-...`, `i-...`, `eni-...`. */
import { describeAddressProblem } from "#lib/core/net/address-problem.ts";
import { parseCidrOrAddress, printCidr } from "#lib/core/net/cidr.ts";
import { NO_SERVICES, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Inside, Network, ReachPeer, ReachTarget } from "./question.ts";

const readInside = (text: string): Inside | null => {
  if (/^sg-[0-9a-z-]+$/.test(text)) return { kind: "group", groupId: text };
  if (/^eni-[0-9a-z-]+$/.test(text)) return { kind: "interface", interfaceId: text };
  if (/^i-[0-9a-z-]+$/.test(text)) return { kind: "instance", instanceId: text };
  const tier = /^tier ([a-z][a-z0-9-]*)$/.exec(text)?.[1];
  return tier === undefined ? null : { kind: "tier", tier };
};

const readNetwork = (text: string): Result<Network, string> | null => {
  if (!/^[0-9a-f.:]+(?:\/[0-9]+)?$/i.test(text) || !/[.:]/.test(text)) return null;
  const cidr = parseCidrOrAddress(text);
  return cidr.ok
    ? succeed({ kind: "cidr", cidr: printCidr(cidr.value) })
    : fail(describeAddressProblem(cidr.problem));
};

/** Whatever is nothing else is the name of a source. */
export const readReachPeer = (text: string): Result<ReachPeer, string> => {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === "internet") return succeed({ kind: "internet" });
  const inside = readInside(trimmed);
  if (inside !== null) return succeed(inside);
  const network = readNetwork(trimmed);
  if (network !== null) return network;
  return trimmed === ""
    ? fail("Name a peer: internet, an address or network, tier NAME, sg-, i-, eni-, or a source.")
    : succeed({ kind: "source", name: trimmed });
};

export const readReachTarget = (text: string): Result<ReachTarget, string> => {
  const trimmed = text.trim();
  const inside = readInside(trimmed);
  if (inside !== null) return succeed(inside);
  return (
    readNetwork(trimmed) ??
    fail(`${trimmed} is no target: name tier NAME, sg-, i-, eni-, or an address or network.`)
  );
};

/** `tcp/80, tcp/443`; `all` is everything. */
export const readReachServices = (text: string): Result<ServiceSet, string> => {
  let all = NO_SERVICES;
  for (const part of text.split(/[,\s]+/).filter((each) => each !== "")) {
    const services = parseService(part);
    if (!services.ok) return fail(`${part} is no service: write tcp/443, udp/53, icmp or all.`);
    all = unionServices(all, services.value);
  }
  return all.length === 0 ? fail("Name at least one service, such as tcp/443.") : succeed(all);
};
