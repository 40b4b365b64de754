/**
 * Which address a request came from, and whether it may be offered as a source. Only the socket's peer is believed;
 * what it says in `X-Forwarded-For` only when it is a trusted proxy, and then from the right, as each proxy appends
 * what it saw.
 */
import { type Address, addressBits, printAddress } from "../net/address.ts";
import { rangeOfCidr } from "../net/address-range.ts";
import { type Cidr, cidrAround, parseCidrOrAddress, printCidr } from "../net/cidr.ts";
import { embeddedIpv4, parseAddress, readAddress } from "../net/parse-address.ts";

export type OfferedAddress =
  | { readonly kind: "offer"; readonly address: string; readonly cidr: string }
  | { readonly kind: "explain"; readonly address: string | null; readonly sentence: string };

const within = (address: Address, network: Cidr): boolean => {
  const range = rangeOfCidr(network);
  return network.family === address.family && range.from <= address.value && address.value <= range.to;
};

/** A socket that serves both families reports IPv4 peers inside IPv6. */
const unwrapped = (text: string): Address | null => {
  const read = readAddress(text);
  if (!read.ok) return null;
  const hidden = embeddedIpv4(read.value);
  if (hidden?.code !== "ipv4-mapped" || hidden.suggestion === null) return read.value;
  const inner = parseAddress(hidden.suggestion);
  return inner.ok ? inner.value : null;
};

/** The nearest address that is not a trusted proxy's; null when what was forwarded cannot be read. */
export function requesterAddress(
  socketPeer: string,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): Address | null {
  const trusted = trustedProxies.flatMap((text) => {
    const network = parseCidrOrAddress(text);
    return network.ok ? [network.value] : [];
  });
  const isTrusted = (address: Address): boolean => trusted.some((network) => within(address, network));
  const hops = (forwardedFor ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  let current = unwrapped(socketPeer);
  while (current !== null && isTrusted(current)) {
    const next = hops.pop();
    if (next === undefined) return current;
    current = unwrapped(next);
  }
  return current;
}

const SPECIAL: readonly { readonly networks: readonly string[]; readonly sentence: string }[] = [
  {
    networks: ["127.0.0.0/8", "::1/128"],
    sentence: "You are on the same machine as Sallyport, so it cannot see the address your SSH comes from.",
  },
  {
    networks: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
    sentence:
      "You reach Sallyport through a private network. If your SSH takes the same way, enter that address; otherwise enter your public one.",
  },
  {
    networks: ["100.64.0.0/10"],
    sentence:
      "Your provider shares one public address among many customers, and this is not it. Enter your public address.",
  },
  {
    networks: ["169.254.0.0/16", "fe80::/10"],
    sentence: "You reach Sallyport by a link-local address, which no security group ever sees.",
  },
];

/** The address as a source to offer, or why there is none. */
export function offerAddress(address: Address | null): OfferedAddress {
  if (address === null) {
    return {
      kind: "explain",
      address: null,
      sentence: "Sallyport could not read the address you come from. Enter it.",
    };
  }
  const text = printAddress(address);
  for (const { networks, sentence } of SPECIAL) {
    const hit = networks.some((each) => {
      const network = parseCidrOrAddress(each);
      return network.ok && within(address, network.value);
    });
    if (hit) return { kind: "explain", address: text, sentence };
  }
  return { kind: "offer", address: text, cidr: printCidr(cidrAround(address, addressBits(address.family))) };
}
