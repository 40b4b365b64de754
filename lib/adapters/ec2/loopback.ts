import { isIP } from "node:net";

/** Whether a URL points back at this machine: a sandbox, a proxy, or a mistake. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  if (isIP(host) === 4) return host.startsWith("127.") || host === "0.0.0.0";
  // The URL parser writes every form of an address in one way: mapped ones as ::ffff:7f00:1.
  return isIP(host) === 6 && (host === "::1" || host === "::" || /^::ffff:7f[0-9a-f]{2}:/.test(host));
}
