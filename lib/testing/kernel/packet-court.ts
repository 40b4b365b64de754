/**
 * A router in a namespace of its own: packets of the world come in by `net`, the guest is behind `guest`. It counts which
 * packets reach the filter and which leave it, by the number each of them carries.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { type Address, printAddress } from "#lib/core/net/address.ts";
import { Namespace } from "./namespace.ts";
import { frameOf, type Probe, pcapOf } from "./packet-bytes.ts";

/** The device that the ruleset under trial guards. */
export const GUEST_DEVICE = "guest";
/** The device on the other side, which may be guarded as well. */
export const WORLD_DEVICE = "net";

/** What the kernel did with a packet; `lost` ones never came as far as the filter. */
export type Verdict = "passed" | "dropped" | "lost";

/** The numbers of the packets that came as far as the filter, and past it. */
interface Counts {
  readonly arrived: ReadonlySet<number>;
  readonly passed: ReadonlySet<number>;
}

const ROUTER = { net: "02:00:00:00:00:01", guest: "02:00:00:00:00:02" } as const;

const DEVICES = `
link add net address ${ROUTER.net} type veth peer name net0 netns PEER
link add guest address ${ROUTER.guest} type veth peer name guest0 netns PEER
link set lo up
link set net up
link set guest up
route add default via 169.254.0.1 dev net onlink
neigh add 169.254.0.1 lladdr 02:00:00:00:01:01 dev net
neigh add 169.254.0.2 lladdr 02:00:00:00:01:02 dev guest
route add default via fe80::1:1 dev net onlink
neigh add fe80::1:1 lladdr 02:00:00:00:01:01 dev net
neigh add fe80::1:2 lladdr 02:00:00:00:01:02 dev guest
`;

const SWITCHES = `
echo 1 > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
for device in all net guest; do
  echo 0 > /proc/sys/net/ipv4/conf/$device/rp_filter
  echo 0 > /proc/sys/net/ipv4/conf/$device/send_redirects
done
`;

/** Before the filter and after it: its priority is 0. */
const COUNTERS = `table inet court {
  set arrived4 { typeof ip id; flags dynamic; size 65536; counter; }
  set arrived6 { typeof ip6 flowlabel; flags dynamic; size 65536; counter; }
  set passed4 { typeof ip id; flags dynamic; size 65536; counter; }
  set passed6 { typeof ip6 flowlabel; flags dynamic; size 65536; counter; }
  chain before {
    type filter hook forward priority filter - 10; policy accept;
    update @arrived4 { ip id }
    update @arrived6 { ip6 flowlabel }
  }
  chain after {
    type filter hook forward priority filter + 10; policy accept;
    update @passed4 { ip id }
    update @passed6 { ip6 flowlabel }
  }
}
`;

const counted = z.object({ elem: z.object({ val: z.number(), counter: z.object({ packets: z.number() }) }) });

/** As `nft -j list table` prints it: an empty set has no elements at all. */
const listed = z.object({
  nftables: z.array(
    z.object({ set: z.object({ name: z.string(), elem: z.array(counted).default([]) }).optional() }),
  ),
});

export class PacketCourt implements AsyncDisposable {
  readonly #router: Namespace;
  readonly #peer: Namespace;
  readonly #folder = mkdtempSync(path.join(tmpdir(), "packet-court-"));

  private constructor(router: Namespace, peer: Namespace) {
    this.#router = router;
    this.#peer = peer;
  }

  /** A router that guards these addresses with a ruleset. */
  static async open(ruleset: string, guests: readonly Address[]): Promise<PacketCourt> {
    const router = await Namespace.make();
    const peer = await Namespace.make();
    const court = new PacketCourt(router, peer);
    try {
      const routes = guests.map((guest) =>
        guest.family === "ipv4"
          ? `route add ${printAddress(guest)}/32 via 169.254.0.2 dev guest onlink`
          : `route add ${printAddress(guest)}/128 via fe80::1:2 dev guest onlink`,
      );
      router.run(DEVICES.replaceAll("PEER", `${peer.pid}`) + routes.join("\n"), "ip", "-batch", "-");
      peer.run("link set net0 up\nlink set guest0 up\n", "ip", "-batch", "-");
      router.run(SWITCHES, "/bin/sh", "-e");
      router.run(COUNTERS + ruleset, "nft", "-f", "-");
      return court;
    } catch (error) {
      await court[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Sends packets from the world to the guest, or from the guest to the world, and tells what became of each. */
  judge(probes: readonly Probe[], from: "world" | "guest"): ReadonlyMap<Probe, Verdict> {
    let waiting = probes;
    let counts: Counts = { arrived: new Set(), passed: new Set() };
    // A full queue may lose some on a busy machine: those are sent again, and only those.
    for (let tries = 0; tries < 3 && waiting.length > 0; tries += 1) {
      this.#send(waiting, from);
      counts = this.#counts();
      waiting = probes.filter(({ id }) => !counts.arrived.has(id));
    }
    const verdict = ({ id }: Probe): Verdict => {
      if (!counts.arrived.has(id)) return "lost";
      return counts.passed.has(id) ? "passed" : "dropped";
    };
    return new Map(probes.map((probe) => [probe, verdict(probe)]));
  }

  #send(probes: readonly Probe[], from: "world" | "guest"): void {
    const to = from === "world" ? ROUTER.net : ROUTER.guest;
    const file = path.join(this.#folder, "packets.pcap");
    writeFileSync(file, pcapOf(probes.map((probe) => frameOf(probe, to))));
    const device = from === "world" ? "net0" : "guest0";
    this.#peer.run("", "tcpreplay", "--quiet", "--pps=50000", `--intf1=${device}`, file);
  }

  #counts(): Counts {
    const text = this.#router.run("", "nft", "-j", "list", "table", "inet", "court");
    const sets = listed.parse(JSON.parse(text)).nftables.flatMap(({ set }) => set ?? []);
    const numbers = (what: string) =>
      new Set(
        sets
          .filter(({ name }) => name.startsWith(what))
          .flatMap(({ elem }) =>
            elem.flatMap(({ elem: { val, counter } }) => (counter.packets > 0 ? [val] : [])),
          ),
      );
    return { arrived: numbers("arrived"), passed: numbers("passed") };
  }

  /** Does `work`, and takes the namespaces down whatever comes of it. (Not `using`: the check of layers cannot read it.) */
  async closing<T>(work: () => T): Promise<T> {
    try {
      return work();
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    await this.#peer[Symbol.asyncDispose]();
    await this.#router[Symbol.asyncDispose]();
  }
}
