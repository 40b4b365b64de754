/** Whose account and which Region some pages are of, as far as they tell. */
import type { Fields } from "../shape.ts";
import type { ListingKey, Page } from "./described-pages.ts";

const isFields = (raw: unknown): raw is Fields => typeof raw === "object" && raw !== null;

const texts = (pages: readonly Page[], keys: readonly ListingKey[], field: string): Set<string> => {
  const found = new Set<string>();
  let last: unknown;
  for (const page of pages)
    if (keys.includes(page.key))
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
  const owners = (["SecurityGroups", "Vpcs", "NetworkInterfaces", "Reservations"] as const).map((key) =>
    texts(pages, [key], "OwnerId"),
  );
  return [...(owners.find((found) => found.size > 0) ?? [])].sort();
};

/** `us-east-1` of `us-east-1a`, `us-west-2-lax-1a` and `arn:aws:ec2:us-east-1:111111111111:subnet/...`. */
const REGION = /^(?:arn:[a-z-]+:ec2:)?([a-z]{2}(?:-[a-z]+){1,2}-[0-9]+)/;

/** The Regions that zones and ARNs name. */
export const regionsIn = (pages: readonly Page[]): string[] => {
  const named = [
    ...texts(pages, ["Subnets", "NetworkInterfaces"], "AvailabilityZone"),
    ...texts(pages, ["SecurityGroups"], "SecurityGroupArn"),
    ...texts(pages, ["SecurityGroupRules"], "SecurityGroupRuleArn"),
  ];
  return [...new Set(named.flatMap((text) => REGION.exec(text)?.[1] ?? []))].sort();
};
