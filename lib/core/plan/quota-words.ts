/** A quota gap in words: where, how much is missing, and what to do. */
import type { QuotaGap } from "./quota.ts";

/** `mayAccept`: the request may accept that rules go before their replacements come. */
export function describeQuotaGap(gap: QuotaGap, mayAccept: boolean): string {
  const where = `${gap.groupId} (${gap.direction}, ${gap.family === "ipv4" ? "IPv4" : "IPv6"})`;
  if (gap.peak === null || gap.needed === null) {
    const lists = gap.unweighed.length === 0 ? "a prefix list" : gap.unweighed.join(", ");
    return `${where} uses ${lists}, whose weight is not published, so nobody can tell whether the new rules fit.`;
  }
  const { rulesPerGroup, assumedBecause } = gap.limits;
  const assumed = assumedBecause == null ? "" : " (Amazon's default, assumed)";
  const rules = gap.needed === 1 ? "1 more free rule" : `${gap.needed} more free rules`;
  const quota = assumedBecause == null ? "raise the quota" : "let Sallyport read the account's own quota";
  const remedies = ["remove some first", quota];
  const last = mayAccept ? ["accept that rules go before their replacements come"] : [];
  const [final, ...first] = [...remedies, ...last].reverse();
  return `${where} would have ${gap.peak} rules on the way, and ${rulesPerGroup} are allowed${assumed}. It needs ${rules}: ${first.reverse().join(", ")}, or ${final}.`;
}
