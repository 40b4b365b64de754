/** Addresses as strings of bits: the obviously right way to tell what lies in a network. Shares no code with `net/`. */

const octets = (address: string): string =>
  address
    .split(".")
    .map((octet) => Number(octet).toString(2).padStart(8, "0"))
    .join("");

const hextets = (address: string): string => {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...middle, ...right]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0"))
    .join("");
};

/** Tests ask of few addresses, many thousand times each. */
const spelled = new Map<string, string>();

const bits = (address: string): string => {
  const known = spelled.get(address);
  if (known !== undefined) return known;
  const made = address.includes(":") ? hextets(address) : octets(address);
  spelled.set(address, made);
  return made;
};

/** Whether an address, as EC2 spells them, lies in a network in CIDR notation; never in one of the other family. */
export const isWithin = (address: string, cidr: string): boolean => {
  const [network = "", length] = cidr.split("/");
  if (address.includes(":") !== network.includes(":")) return false;
  return bits(address).startsWith(bits(network).slice(0, Number(length)));
};
