/**
 * What an entry says of people stands in its bytes as a salted hash alone, so that the clear text can be erased later
 * and every proof still holds. There are three parts, because they are erased for different people: who acted, whom it
 * was about, and the words in which it was told.
 */
import { canonicalJson, type Json } from "./canonical-json.ts";
import type { Sha256, Utf8 } from "./leaf.ts";

export const PERSONAL_PARTS = ["actor", "about", "words"] as const;
export type PersonalPart = (typeof PERSONAL_PARTS)[number];

type Details = { readonly [name: string]: Json };

export const SALT_BYTES = 32;

const ACTOR = new Set(["actorName", "address"]);
const ABOUT = new Set([
  ...["for", "of", "to", "from", "name", "owner", "reviewer", "person", "email", "issuer", "subject"],
  ...["before", "after", "peer", "cidr", "source", "attested"],
]);

/** Names, words and numbers that Sallyport itself gives; of anything else it cannot be known whom it tells of. */
const OF_NOBODY = new Set([
  ...["session", "actorRoles", "role", "team", "attempted", "kind", "state", "expected", "endReason", "pin"],
  ...[
    "pattern",
    "accountId",
    "accountName",
    "region",
    "kinds",
    "stacks",
    "people",
    "requestIds",
    "approvers",
    "approvals",
  ],
]);
/** Actions whose `name` is that of a thing. */
const OF_THINGS = /^(stack|pattern|team)\./;
/** Ids, hashes and times. */
const PLAIN =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|(?:sg|vpc|sgr|pl)-[0-9a-f]{8,17}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|)$/;

function isPlain(value: Json): boolean {
  if (typeof value === "string") return PLAIN.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isPlain);
}

/** The part that a detail belongs to; null where it tells of nobody. */
function partOf(action: string, name: string, value: Json): PersonalPart | null {
  if (ACTOR.has(name)) return "actor";
  if (isPlain(value) || OF_NOBODY.has(name) || (name === "name" && OF_THINGS.test(action))) return null;
  return ABOUT.has(name) ? "about" : "words";
}

export interface SplitDetails {
  /** What stands in the bytes. */
  readonly open: Details;
  /** What is committed to; parts that say nothing are absent. */
  readonly personal: ReadonlyMap<PersonalPart, Details>;
}

/** Whatever is not known to tell of nobody is personal. */
export function splitDetails(action: string, details: Details): SplitDetails {
  const open: { [name: string]: Json } = {};
  const personal = new Map<PersonalPart, { [name: string]: Json }>();
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined) continue;
    const part = partOf(action, name, value);
    if (part === null) {
      open[name] = value;
      continue;
    }
    const said = personal.get(part);
    if (said === undefined) personal.set(part, { [name]: value });
    else said[name] = value;
  }
  return { open, personal };
}

/** The text of a part: canonical, so that whoever has only its JSON can make it again. */
export const clearText = (part: Details): string => canonicalJson(part);

/** 0x02 || salt || text: neither a leaf (0x00) nor a node (0x01) of the tree. */
export function committedBytes(salt: Uint8Array, clear: string, utf8: Utf8): Uint8Array {
  const text = utf8(clear);
  const bytes = new Uint8Array(1 + salt.length + text.length);
  bytes[0] = 2;
  bytes.set(salt, 1);
  bytes.set(text, 1 + salt.length);
  return bytes;
}

/** SHA-256 over these bytes. */
export const commitment = (salt: Uint8Array, clear: string, sha256: Sha256, utf8: Utf8): Uint8Array =>
  sha256(committedBytes(salt, clear, utf8));
