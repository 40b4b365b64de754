/** What a report rests on, and what it could not rest on. */
import type { ObservedReport } from "#lib/formats/report/report-parts.ts";
import { type Block, code, dim, paragraph, warn } from "./document.ts";

type Part = ObservedReport["unread"][number]["part"];

export const isUnread = ({ unread }: ObservedReport, part: Part): boolean =>
  unread.some((each) => each.part === part);

/** `12 groups`; what was not given is no zero. */
const counted = (observed: ObservedReport, part: "groups" | "interfaces", one: string): string => {
  const count = observed[part];
  if (!isUnread(observed, part)) return `${count} ${one}${count === 1 ? "" : "s"}`;
  return count === 0 ? `${one}s not given` : `${count} ${one}s or more`;
};

/** `111122223333 eu-central-1, 12 groups, 30 interfaces` */
export function observedLine(observed: ObservedReport): Block {
  const where = [observed.accountId, observed.region].filter((part) => part !== "").join(" ");
  const what = `${counted(observed, "groups", "group")}, ${counted(observed, "interfaces", "interface")}`;
  return paragraph(dim([where, what].filter((part) => part !== "").join(", ")));
}

const COMMANDS: Readonly<Record<Part, string>> = {
  vpcs: "describe-vpcs",
  subnets: "describe-subnets",
  peerings: "describe-vpc-peering-connections",
  groups: "describe-security-groups",
  interfaces: "describe-network-interfaces",
  instances: "describe-instances",
  prefixLists: "describe-managed-prefix-lists",
};

/** The answers that were not given or not whole, where one of them left something open. */
export function unreadLines(observed: ObservedReport, wasNeeded: boolean): Block[] {
  if (!wasNeeded || observed.unread.length === 0) return [];
  const names = observed.unread.flatMap(({ part }, at) => [at === 0 ? "" : ", ", code(COMMANDS[part])]);
  return [paragraph(warn("Not given, or not whole: "), "aws ec2 ", ...names, ".")];
}
