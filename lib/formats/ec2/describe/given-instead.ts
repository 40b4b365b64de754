/**
 * What people give where the whole JSON answer of a describe command is wanted: another output format, a part picked
 * with --query, an error message, some other tool's file. Each is known by how it begins, and told what to run.
 */
import type { Fields } from "../shape.ts";
import { commandOf, isDescribed, type ListingKey } from "./described-pages.ts";

const AS_JSON = "with --output json";

const run = (key: ListingKey | null, how: string): string =>
  key === null
    ? `Run the command again ${how}.`
    : `Run it again ${how}: aws ec2 ${commandOf(key)} --output json`;

/** By how `--output text` begins its lines. */
const TEXT_LINES: Readonly<Record<string, ListingKey>> = {
  SECURITYGROUPS: "SecurityGroups",
  SECURITYGROUPRULES: "SecurityGroupRules",
  NETWORKINTERFACES: "NetworkInterfaces",
  RESERVATIONS: "Reservations",
  PREFIXLISTS: "PrefixLists",
  ENTRIES: "Entries",
  VPCS: "Vpcs",
  SUBNETS: "Subnets",
  VPCPEERINGCONNECTIONS: "VpcPeeringConnections",
};

const LISTING_KEYS = Object.values(TEXT_LINES);

/** A key as a table's heading or YAML's first line has it. */
const keyNamed = (word: string | undefined): ListingKey | null =>
  LISTING_KEYS.find((key) => key.toLowerCase() === (word ?? "").toLowerCase()) ?? null;

const shortened = (line: string): string => (line.length > 160 ? `${line.slice(0, 160)}…` : line);

/** What a text that is no JSON seems to be, and what to do; null when nothing is known about it. */
export const whyNoJson = (text: string): string | null => {
  const begin = text.slice(0, 2_000).trimStart();
  const [line = ""] = begin.split("\n");
  if (begin === "")
    return text.length > 2_000 ? null : "It is empty: its command printed nothing, or failed.";
  const tabbed = /^([A-Z]+)\t/.exec(line)?.[1];
  if (tabbed !== undefined)
    return `It was printed with --output text. ${run(TEXT_LINES[tabbed] ?? null, AS_JSON)}`;
  if (/^[-+]{5,}/.test(line)) {
    const named = /^\|\s*(?:Describe|Get)(\w+?)\s*\|/m.exec(begin)?.[1];
    return `It was printed with --output table. ${run(keyNamed(named), AS_JSON)}`;
  }
  const yaml = /^(?:- )?(\w+):\s*(?:\r?\n|\[\])/.exec(begin)?.[1];
  if (yaml !== undefined) return `It is YAML. ${run(keyNamed(yaml), AS_JSON)}`;
  if (
    /^(?:An error occurred|Unable to locate|Could not connect|usage: aws|aws: error|The config profile)/.test(
      line,
    )
  )
    return `It is not the answer of aws but its complaint: ${shortened(line.trim())}`;
  if (/^<(?:!DOCTYPE|html)/i.test(line)) return "It is a web page.";
  if (/^</.test(line)) return `It is XML. ${run(null, AS_JSON)}`;
  return begin.startsWith("PK\u0003\u0004") ? "It is a zip under another name: call it .zip." : null;
};

/** By what one item of a listing has, and items of no other have. */
const ITEM_SIGNS: readonly (readonly [string, ListingKey])[] = [
  ["SecurityGroupRuleId", "SecurityGroupRules"],
  ["IpPermissions", "SecurityGroups"],
  ["NetworkInterfaceId", "NetworkInterfaces"],
  ["ReservationId", "Reservations"],
  ["InstanceId", "Reservations"],
  ["PrefixListId", "PrefixLists"],
  ["VpcPeeringConnectionId", "VpcPeeringConnections"],
  ["SubnetId", "Subnets"],
  ["CidrBlockAssociationSet", "Vpcs"],
  ["GroupId", "SecurityGroups"],
];

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listingOfItem = (item: unknown): ListingKey | null =>
  isFields(item) ? (ITEM_SIGNS.find(([sign]) => Object.hasOwn(item, sign))?.[1] ?? null) : null;

/** What one JSON document is to a reader of describe answers. */
export type GivenDocument =
  | { readonly kind: "answer" }
  /** Meant as an answer, and none. */
  | { readonly kind: "mistaken"; readonly reason: string }
  /** Something else altogether, which may stand beside answers and be passed over. */
  | { readonly kind: "other"; readonly reason: string };

const partOf = (key: ListingKey): GivenDocument => ({
  kind: "mistaken",
  reason: `It is a part of an answer, picked with --query. ${run(key, "without --query")}`,
});

export const givenDocument = (json: unknown): GivenDocument => {
  if (isDescribed(json)) return { kind: "answer" };
  const other = (reason: string): GivenDocument => ({ kind: "other", reason });
  if (Array.isArray(json)) {
    const [first] = json.flat(2);
    const key = listingOfItem(first);
    return key === null ? other("It is a list of something else.") : partOf(key);
  }
  if (!isFields(json)) return other("It is JSON, but no answer of a describe command.");
  const key = listingOfItem(json);
  if (key !== null) return partOf(key);
  if (Object.hasOwn(json, "terraform_version"))
    return other("It is a Terraform state, which is not read here.");
  const [name] = Object.keys(json);
  return other(
    name === undefined
      ? "It is an empty object."
      : `It lists ${name.slice(0, 60)}, which is not needed here.`,
  );
};
