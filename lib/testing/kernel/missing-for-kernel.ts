import { spawnSync } from "node:child_process";

const PROGRAMS = ["unshare", "nsenter", "ip", "nft", "tcpreplay"] as const;

const runs = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** Why packets cannot be judged by the kernel of this machine, as a sentence; null when they can. */
export function missingForKernel(): string | null {
  if (process.platform !== "linux") return "this is not Linux";
  if (process.getuid?.() !== 0) return "this does not run as root";
  const missing = PROGRAMS.filter((program) => !runs("/bin/sh", "-c", `command -v ${program}`));
  if (missing.length > 0)
    return `${missing.join(", ")} not installed (Debian: nftables, iproute2, tcpreplay)`;
  if (!runs("unshare", "--net", "true")) return "this machine makes no network namespaces";
  if (
    !runs(
      "unshare",
      "--net",
      "nft",
      "add table inet probe { set s { typeof ip id; flags dynamic; counter; }; }",
    )
  )
    return "the kernel has no nftables";
  if (!runs("unshare", "--net", "ip", "link", "add", "one0", "type", "veth", "peer", "name", "two0"))
    return "the kernel has no veth devices";
  return runs("unshare", "--net", "/bin/sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
    ? null
    : "this machine lets no namespace forward packets";
}
