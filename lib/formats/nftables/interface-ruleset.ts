/**
 * What an interface's security groups allow, as an nftables ruleset for the machine its packets cross: a router, or the
 * host of a virtual machine. Like EC2 it stands outside of the guest and is stateful: what belongs to a session that was
 * allowed passes, in both directions, and nothing else does that no rule names. It guards one device and touches no other
 * traffic. References are the addresses of this observation: export again when members change.
 */
import type { ObservedGroup, ObservedInterface } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { directionChain } from "./direction-chain.ts";
import type { NamedSet } from "./peer-match.ts";
import { isSuitableDevice, isSuitableId } from "./suitable-name.ts";

export interface NftablesRuleset {
  /** For `nft -f`. Loading it again replaces what it loaded before, in one transaction. */
  readonly text: string;
  /** What could not be told and stays closed, one sentence each. Empty: the ruleset allows exactly what EC2 does. */
  readonly unknown: readonly string[];
}

export type NftablesProblem =
  /** No groups: EC2 filters nothing here, which is not the same as allowing everything. */
  | { readonly code: "ungoverned" }
  /** An id or a device name that nftables cannot hold, or that was never one. */
  | { readonly code: "unsuitable-name"; readonly name: string };

const unsuitable = (name: string): { ok: false; problem: NftablesProblem } =>
  fail({ code: "unsuitable-name", name });

const setText = ({ name, family, cidrs }: NamedSet): string =>
  `  set ${name} { type ${family}_addr; flags interval; auto-merge; elements = { ${cidrs.join(", ")} }; }`;

const chainText = (name: string, lines: readonly string[]): string =>
  [`  chain ${name} {`, ...[...lines, "counter drop"].map((line) => `    ${line}`), "  }"].join("\n");

/** Groups whose rules were not read allow nothing here, and are told. */
const readGroups = (item: ObservedInterface, index: ObservationIndex) => {
  const groups: ObservedGroup[] = [];
  const unknown: string[] = [];
  for (const groupId of new Set(item.groupIds)) {
    const group = index.groups.get(groupId);
    if (group?.rulesKnown === true) groups.push(group);
    else if (group !== undefined || !index.observation.parts.groups.complete)
      unknown.push(`${groupId}: its rules were not read.`);
  }
  return { groups, unknown };
};

/** `device` is the one that leads to the guest: what leaves through it is ingress, what enters by it is egress. */
export const interfaceRuleset = (
  item: ObservedInterface,
  index: ObservationIndex,
  device: string,
): Result<NftablesRuleset, NftablesProblem> => {
  if (item.groupIds.length === 0) return fail({ code: "ungoverned" });
  if (!isSuitableDevice(device)) return unsuitable(device);
  const name = [item.interfaceId, ...item.groupIds].find((id) => !isSuitableId(id));
  if (name !== undefined) return unsuitable(name);

  const { groups, unknown } = readGroups(item, index);
  const ingress = directionChain(groups, "ingress", index);
  if (!ingress.ok) return unsuitable(ingress.problem);
  const egress = directionChain(groups, "egress", index);
  if (!egress.ok) return unsuitable(egress.problem);

  const sets = new Map([...ingress.value.sets, ...egress.value.sets].map((set) => [set.name, set]));
  const closed = [...unknown, ...ingress.value.unknown, ...egress.value.unknown];
  const table = `sallyport-${item.interfaceId}`;
  const text = [
    `# The security groups of ${item.interfaceId} (${groups.map(({ groupId }) => groupId).join(", ")}).`,
    ...closed.map((sentence) => `# Closed, because it could not be told: ${sentence}`),
    `table inet ${table} {}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    ...[...sets.values()].map(setText),
    chainText("ingress", ingress.value.lines),
    chainText("egress", egress.value.lines),
    "  chain forward {",
    "    type filter hook forward priority filter; policy accept;",
    "    ct state established accept",
    `    iifname "${device}" goto egress`,
    `    oifname "${device}" goto ingress`,
    "  }",
    "}",
    "",
  ].join("\n");
  return succeed({ text, unknown: closed });
};
