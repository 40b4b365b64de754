/** One end of a question as somebody names it: an address, an id, `storefront/db`, `this laptop`, or any name. */
import { parseCidrOrAddress, printCidr } from "#lib/core/net/cidr.ts";
import type { Named } from "./question.ts";
import { unquoted } from "./words.ts";

const HERE =
  /^(?:(?:this|my) (?:laptop|computer|machine|device|host|pc|browser|current address|address|ip)|here|me|i|myself)$/i;
const INTERNET =
  /^(?:(?:the )?(?:open |public |whole )?internet|(?:the )?(?:whole )?world|the outside|anyone|anybody|everyone|everybody)$/i;
/** What people put before a name, and what it then must be called without. */
const BEFORE =
  /^(?:the|a|an|my|host|hosts|address|ip|network|source|security group|group|instance|interface|stack|server|machine) (?=.)/i;

/** An address or network; null for anything else, `10.0.0.1/33` included. */
const readNetwork = (text: string): Named | null => {
  const bare = text.replace(/^\[([0-9a-f:.]+)\]$/i, "$1");
  if (!/^[0-9a-f.:]+(?:\/[0-9]+)?$/i.test(bare) || !/[.:]/.test(bare)) return null;
  const cidr = parseCidrOrAddress(bare);
  return cidr.ok ? { kind: "cidr", cidr: printCidr(cidr.value) } : null;
};

const readId = (text: string): Named | null => {
  const id = text.toLowerCase();
  if (/^sg-[0-9a-z-]+$/.test(id)) return { kind: "group", id };
  if (/^eni-[0-9a-z-]+$/.test(id)) return { kind: "interface", id };
  return /^i-[0-9a-z-]+$/.test(id) ? { kind: "instance", id } : null;
};

const TIER = "([a-z][a-z0-9-]*)";
const TIER_FORMS = [
  // In quotes where it is called by a word that gives a question its shape.
  new RegExp(`^tier "${TIER}"(?: of (.+))?$`, "i"),
  new RegExp(`^tier ${TIER}(?: of (.+))?$`, "i"),
  new RegExp(`^${TIER} tier(?: of (.+))?$`, "i"),
];

const readStackName = (text: string): string | null => {
  const literal = unquoted(text);
  if (literal !== null) return literal.rest === "" && literal.name !== "" ? literal.name : null;
  return text.includes('"') || text === "" ? null : text;
};

const readTier = (text: string): Named | null => {
  for (const form of TIER_FORMS) {
    const [, tier, of] = form.exec(text) ?? [];
    if (tier === undefined) continue;
    const stack = of === undefined ? null : readStackName(of.replace(/^(?:the )?(?:stack )?/i, ""));
    if (of === undefined || stack !== null) return { kind: "tier", tier: tier.toLowerCase(), stack };
  }
  const [, of, tier] = new RegExp(`^("(?:[^"\\\\]|\\\\.)+"|[^"/]+)/${TIER}$`, "is").exec(text) ?? [];
  const stack = of === undefined ? null : readStackName(of);
  return tier === undefined || stack === null ? null : { kind: "tier", tier: tier.toLowerCase(), stack };
};

const readPlain = (text: string): Named | null => {
  if (HERE.test(text)) return { kind: "here" };
  if (INTERNET.test(text)) return { kind: "internet" };
  return readNetwork(text) ?? readId(text) ?? readTier(text);
};

/** Null for nothing at all, and for quotes that do not close. */
export const readNamed = (text: string): Named | null => {
  const trimmed = text.trim();
  const literal = unquoted(trimmed);
  if (literal?.rest === "") return literal.name === "" ? null : { kind: "name", name: literal.name };
  const plain = readPlain(trimmed);
  if (plain !== null) return plain;
  const bare = trimmed.replace(BEFORE, "");
  if (bare !== trimmed) return readNamed(bare);
  return trimmed === "" || trimmed.includes('"') ? null : { kind: "name", name: trimmed };
};
