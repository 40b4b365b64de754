/** Whose account and which Region some pages are of, as far as they tell. */
import { isFields } from "../shape.ts";
import type { ListingKey, Page } from "./described-pages.ts";

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const texts = (pages: readonly Page[], key: ListingKey, field: string): Set<string> => {
  const found = new Set<string>();
  let last: unknown;
  for (const page of pages)
    if (page.key === key)
      for (const item of page.items) {
        const text = isFields(item) ? item[field] : undefined;
        // Most of a listing says the same.
        if (text !== last && typeof text === "string" && text !== "") found.add(text);
        last = text;
      }
  return found;
};

/**
 * The accounts that own the groups; without groups, the networks or interfaces. More than one where a VPC is shared:
 * then somebody must say which account is meant.
 */
export const accountsIn = (pages: readonly Page[]): string[] => {
  for (const key of ["SecurityGroups", "Vpcs", "NetworkInterfaces", "Reservations"] as const) {
    const owners = texts(pages, key, "OwnerId");
    if (owners.size > 0) return [...owners].sort();
  }
  return [];
};

/** `us-east-1` of `us-east-1a`, `us-west-2-lax-1a` and `arn:aws:ec2:us-east-1:111111111111:subnet/...`. */
const REGION = /^(?:arn:[a-z-]+:ec2:)?([a-z]{2}(?:-[a-z]+){1,2}-[0-9]+)(?![0-9])/;

const NAMES_REGION: readonly (readonly [ListingKey, string])[] = [
  ["Subnets", "AvailabilityZone"],
  ["NetworkInterfaces", "AvailabilityZone"],
  ["SecurityGroups", "SecurityGroupArn"],
  ["SecurityGroupRules", "SecurityGroupRuleArn"],
];

/** The Regions that zones and ARNs name. */
export const regionsIn = (pages: readonly Page[]): string[] => {
  const found = new Set<string>();
  for (const [key, field] of NAMES_REGION) {
    // Most of a listing begins alike: up to the Region, and then something that is no digit.
    let start = "";
    for (const page of pages)
      if (page.key === key)
        for (const item of page.items) {
          const text = isFields(item) ? item[field] : undefined;
          if (typeof text !== "string") continue;
          if (start !== "" && text.startsWith(start) && !isDigit(text.charCodeAt(start.length))) continue;
          const match = REGION.exec(text);
          if (match?.[1] === undefined) continue;
          start = match[0];
          found.add(match[1]);
        }
  }
  return [...found].sort();
};
