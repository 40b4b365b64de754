import { isIPv4, isIPv6 } from "node:net";

/** Whether connecting to a URL's host name or an address ends on this machine, in every spelling that a socket accepts. */
export function isLoopbackHost(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  if (isIPv4(name)) return name.startsWith("127.") || name === "0.0.0.0";
  if (!isIPv6(name)) return false;
  // The URL parser writes an address in its shortest form, an IPv4-mapped one in hexadecimal.
  const shortest = new URL(`http://[${name}]`).hostname;
  return shortest === "[::1]" || shortest === "[::]" || /^\[::ffff:(7f[0-9a-f]{2}:|0:0\])/.test(shortest);
}

/** Whether listening on an address means listening on every one that this machine has. */
export function isEveryAddress(address: string): boolean {
  if (!isIPv6(address)) return address === "0.0.0.0";
  return ["[::]", "[::ffff:0:0]"].includes(new URL(`http://[${address}]`).hostname);
}
