/** Why a text is no address or network that a person may enter. Each code has its own teaching sentence. */

export type AddressProblemCode =
  | "empty"
  | "space"
  | "not-ascii"
  | "zone-id"
  | "hexadecimal"
  | "short-form"
  | "leading-zero"
  | "out-of-range"
  | "malformed"
  | "ipv4-mapped"
  | "ipv4-embedded"
  | "prefix-missing"
  | "prefix-malformed"
  | "prefix-leading-zero"
  | "prefix-out-of-range"
  | "host-bits-set";

export interface AddressProblem {
  readonly code: AddressProblemCode;
  /** What was probably meant, in canonical text; null when there is nothing to suggest. */
  readonly suggestion: string | null;
}

const SENTENCES: Readonly<Record<AddressProblemCode, string>> = {
  empty: "Enter an address or a network.",
  space: "An address has no spaces in it.",
  "not-ascii": "Write the address with the plain digits 0 to 9 and, for IPv6, the letters a to f.",
  "zone-id": "A zone such as %eth0 means something on one machine only; leave it out.",
  hexadecimal: "Write an IPv4 address with decimal numbers.",
  "short-form": "Write all four numbers of an IPv4 address.",
  "leading-zero": "Leave out leading zeros: some programs read them as octal numbers, others do not.",
  "out-of-range": "Each number of an IPv4 address is at most 255.",
  malformed: "This is neither an IPv4 nor an IPv6 address.",
  "ipv4-mapped": "This is an IPv4 address written inside IPv6; EC2 would not match IPv4 packets with it.",
  "ipv4-embedded": "This IPv6 network only carries translated IPv4 addresses; enter the IPv4 address itself.",
  "prefix-missing": "Say how large the network is, for example /32 for one IPv4 address.",
  "prefix-malformed": "The part after the slash is a plain number.",
  "prefix-leading-zero": "Leave out leading zeros in the number after the slash.",
  "prefix-out-of-range": "The number after the slash is at most 32 for IPv4 and 128 for IPv6.",
  "host-bits-set": "The address reaches below the slash.",
};

/** One or two plain sentences that say what is wrong and, where it can be guessed, what was meant. */
export const describeAddressProblem = (problem: AddressProblem): string =>
  problem.suggestion === null
    ? SENTENCES[problem.code]
    : `${SENTENCES[problem.code]} Did you mean ${problem.suggestion}?`;
