/** Where a meant flow comes from, as people write it: `anyone`, `tier app`, `granted sources`, a CIDR, a pl- or sg- id. */
import { describeAddressProblem } from "#lib/core/net/address-problem.ts";
import { parseCidr } from "#lib/core/net/cidr.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { MeantPeer } from "#lib/core/tier/pattern.ts";
import { groupIdText, prefixListIdText } from "../yaml/texts.ts";

export function readPeer(text: string): Result<MeantPeer, string> {
  if (text === "anyone") return succeed({ kind: "anyone" });
  if (text === "granted sources") return succeed({ kind: "granted-sources" });
  const tier = /^tier ([a-z][a-z0-9-]{0,62})$/.exec(text)?.[1];
  if (tier !== undefined) return succeed({ kind: "tier", tier });
  if (text.startsWith("sg-")) {
    const id = groupIdText.safeParse(text);
    return id.success
      ? succeed({ kind: "group", groupId: id.data })
      : fail("A group id looks like sg-0123456789abcdef0.");
  }
  if (text.startsWith("pl-")) {
    const id = prefixListIdText.safeParse(text);
    return id.success
      ? succeed({ kind: "prefix-list", prefixListId: id.data })
      : fail("A prefix list id looks like pl-0123456789abcdef0.");
  }
  if (!/[.:/]/.test(text)) {
    return fail(
      'A source is "anyone", "tier NAME", "granted sources", a network such as 10.0.0.0/8, or a pl- or sg- id.',
    );
  }
  const cidr = parseCidr(text);
  return cidr.ok ? succeed({ kind: "cidr", cidr: text }) : fail(describeAddressProblem(cidr.problem));
}

/** The inverse of `readPeer`. */
export function printPeer(peer: MeantPeer): string {
  switch (peer.kind) {
    case "anyone":
      return "anyone";
    case "granted-sources":
      return "granted sources";
    case "tier":
      return `tier ${peer.tier}`;
    case "cidr":
      return peer.cidr;
    case "prefix-list":
      return peer.prefixListId;
    case "group":
      return peer.groupId;
  }
}
