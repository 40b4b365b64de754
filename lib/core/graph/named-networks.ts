/** Networks and prefix lists that people gave a name: standing sources, grants, and what a stack's door is open to. */
import { canonicaliseCidr, printCidr } from "#lib/core/net/cidr.ts";
import type { Stack } from "#lib/core/tier/pattern.ts";

export interface NamedNetwork {
  readonly name: string;
  /** CIDR, prefix list id or group id. */
  readonly value: string;
  readonly ownerName: string | null;
}

export interface NetworkNames {
  /** Distinct, in the order they were given. */
  readonly names: readonly string[];
  readonly ownerName: string | null;
}

const canonical = (value: string): string => {
  const cidr = canonicaliseCidr(value);
  return cidr.ok ? printCidr(cidr.value) : value;
};

const opened = (stack: Stack): NamedNetwork[] =>
  stack.openSources.map(({ name, peer }) => {
    const value = peer.kind === "cidr" ? peer.cidr : peer.kind === "group" ? peer.groupId : peer.prefixListId;
    return { name, value, ownerName: null };
  });

/** By canonical CIDR, prefix list id or group id. */
export const namedNetworks = (
  stacks: readonly Stack[],
  sources: readonly NamedNetwork[],
): ReadonlyMap<string, NetworkNames> => {
  const named = new Map<string, NetworkNames>();
  for (const { name, value, ownerName } of [...sources, ...stacks.flatMap(opened)]) {
    const key = canonical(value);
    const known = named.get(key);
    const names = known?.names ?? [];
    named.set(key, {
      names: names.includes(name) ? names : [...names, name],
      ownerName: known?.ownerName ?? ownerName,
    });
  }
  return named;
};
