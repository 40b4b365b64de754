/** Whether somebody may ask for access from an address or range. Refusals are sentences that teach. */
import type { Family } from "../net/address.ts";
import { describeAddressProblem } from "../net/address-problem.ts";
import {
  type Cidr,
  canonicaliseCidr,
  lastOf,
  parseCidr,
  parseCidrOrAddress,
  printCidr,
} from "../net/cidr.ts";
import { fail, type Result, succeed } from "../result.ts";
import type { Policy } from "./policy.ts";

export interface JudgedSource {
  /** Canonical CIDR. */
  readonly cidr: string;
  readonly family: Family;
  readonly isHost: boolean;
  /** The organisation's network it lies in; null for a host outside, by its owner's word. */
  readonly network: string | null;
}

export interface SourceAsked {
  /** As it was typed. */
  readonly text: string;
  /** The person says that the host is theirs. */
  readonly attested: boolean;
  /** The address families that the stack's VPC has. */
  readonly families: readonly Family[];
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

const known = (text: string): Cidr => {
  const cidr = parseCidr(text);
  if (!cidr.ok) throw new Error(`${text} is no network.`);
  return cidr.value;
};

const liesIn = (inner: Cidr, outer: Cidr): boolean =>
  inner.family === outer.family && outer.base <= inner.base && lastOf(inner) <= lastOf(outer);

const meets = (one: Cidr, other: Cidr): boolean =>
  one.family === other.family && one.base <= lastOf(other) && other.base <= lastOf(one);

/** Addresses that no SSH connection to EC2 ever comes from (IANA special-purpose registries). */
const NEVER: readonly (readonly [readonly Cidr[], string])[] = [
  [
    ["127.0.0.0/8", "::1/128"].map(known),
    "a loopback address: it means the machine itself, so no connection to EC2 ever comes from it",
  ],
  [
    ["169.254.0.0/16", "fe80::/10"].map(known),
    "a link-local address: it never leaves its own network segment, so no connection to EC2 comes from it",
  ],
  [["224.0.0.0/4", "ff00::/8"].map(known), "a multicast address: no connection ever comes from one"],
  [["0.0.0.0/8", "240.0.0.0/4", "::/128"].map(known), "a reserved address: no connection ever comes from it"],
];

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"].map(known);

/** A share of the whole Internet, for ranges so wide that nobody means them. */
function tooWide(cidr: Cidr, text: string, limit: number): string {
  const shares = ["the whole Internet", "half of the Internet", "a quarter of the Internet"];
  const share = shares[cidr.length];
  const what = share === undefined ? `/${cidr.length}` : `${share} (${printCidr(cidr)})`;
  return `${text} is ${what}, wider than anybody may ask for: /${limit} is the widest. Ask from one address, such as 203.0.113.7, or from a smaller range.`;
}

export function judgeSource(asked: SourceAsked, policy: Policy): Result<JudgedSource, string> {
  const { families, attested } = asked;
  const text = asked.text.trim();
  const loosely = canonicaliseCidr(text);
  if (loosely.ok && loosely.value.length < 8) {
    return fail(tooWide(loosely.value, text, policy.widestPrefix[loosely.value.family]));
  }
  const read = parseCidrOrAddress(text);
  if (!read.ok) return fail(describeAddressProblem(read.problem));
  const cidr = read.value;
  const { family } = cidr;
  const never = NEVER.find(([networks]) => networks.some((network) => meets(cidr, network)));
  if (never !== undefined) return fail(`${text} is ${never[1]}.`);
  if (!families.includes(family)) {
    const has = families.map((each) => (each === "ipv4" ? "IPv4" : "IPv6")).join(" and ");
    return fail(
      `This stack's VPC has ${has} only, so nobody can reach it from ${text}. Use an address of that kind.`,
    );
  }
  const network = policy.networks.find((each) => {
    const outer = canonicaliseCidr(each.cidr);
    return outer.ok && liesIn(cidr, outer.value);
  });
  const isHost = cidr.length === BITS[family];
  const judged = { cidr: printCidr(cidr), family, isHost, network: network?.name ?? null };
  if (!isHost && cidr.length < policy.widestPrefix[family]) {
    return fail(tooWide(cidr, text, policy.widestPrefix[family]));
  }
  if (network !== undefined) return succeed(judged);
  if (PRIVATE.some((each) => meets(cidr, each))) {
    return fail(
      `${text} is a private address: outside its own network it means nothing, or somebody else. Use the public address your connection comes from, or have a cloud admin add the network to the organisation's.`,
    );
  }
  if (!isHost) {
    const names = policy.networks.map(({ name, cidr: each }) => `${name} (${each})`).join(", ");
    const inside = names === "" ? "none are set up yet" : names;
    return fail(
      `${text} lies outside the organisation's networks: ${inside}. A range must lie inside one of them; from elsewhere, ask for one address.`,
    );
  }
  if (!policy.attestedHosts) {
    return fail(
      `${text} lies outside the organisation's networks, and only those are allowed for this stack.`,
    );
  }
  if (!attested) {
    return fail(
      `${text} lies outside the organisation's networks. Say that this address is yours to ask for it.`,
    );
  }
  return succeed(judged);
}
