/** Protocols whose ports mean something; EC2 gives -1, or nothing, for all others. */
const WITH_PORTS = new Set(["icmp", "icmpv6", "6", "17", "1", "58"]);

/** Whether the ports of a rule of this protocol mean something. */
export const hasPorts = (protocol: string): boolean =>
  protocol === "tcp" || protocol === "udp" || WITH_PORTS.has(protocol);

/**
 * The ports of a rule in one form. The rule API says -1/-1 where the group form says nothing (`-1` and protocols
 * without ports), so both become null; ICMP keeps its -1, which is a type or a code there.
 */
export function rulePorts(
  protocol: string,
  fromPort: number | null | undefined,
  toPort: number | null | undefined,
): { readonly fromPort: number | null; readonly toPort: number | null } {
  return hasPorts(protocol)
    ? { fromPort: fromPort ?? null, toPort: toPort ?? null }
    : { fromPort: null, toPort: null };
}
