/** The listings in some files: each page of each, found by its top-level key, in the order of the files. */
import { isFields, WrongShape } from "../shape.ts";
import type { DescribedFile, DescribedProblem } from "./described-file.ts";

/** The keys under which EC2 lists things, with the command that prints each. */
const LISTINGS = {
  SecurityGroups: "describe-security-groups",
  SecurityGroupRules: "describe-security-group-rules",
  SecurityGroupVpcAssociations: "describe-security-group-vpc-associations",
  NetworkInterfaces: "describe-network-interfaces",
  Reservations: "describe-instances",
  PrefixLists: "describe-managed-prefix-lists",
  Entries: "get-managed-prefix-list-entries",
  Vpcs: "describe-vpcs",
  Subnets: "describe-subnets",
  VpcPeeringConnections: "describe-vpc-peering-connections",
} as const;

export type ListingKey = keyof typeof LISTINGS;

const KEYS = Object.keys(LISTINGS) as ListingKey[];

export const commandOf = (key: ListingKey): string => LISTINGS[key];

/** What one file says under one key. */
export interface Page {
  readonly file: string;
  readonly key: ListingKey;
  readonly items: readonly unknown[];
  /** Whether EC2 said that more follows. */
  readonly goesOn: boolean;
}

/** Whether a file holds anything that is read here: a recorded account has many that do not. */
export const isDescribed = (json: unknown): boolean =>
  isFields(json) && KEYS.some((key) => Object.hasOwn(json, key));

/** The pages of one file, or what is wrong with it. */
export const pagesOf = ({ name, json }: DescribedFile): readonly Page[] | DescribedProblem => {
  if (!isFields(json)) {
    const what = Array.isArray(json) ? "a list: leave out --query, and give" : "not an object: give";
    return { file: name, place: "", reason: `is ${what} the whole answer of a describe command` };
  }
  const pages: Page[] = [];
  for (const key of KEYS) {
    const items = json[key];
    if (items === undefined) continue;
    if (!Array.isArray(items)) return { file: name, place: key, reason: "is not a list" };
    pages.push({ file: name, key, items, goesOn: Boolean(json.NextToken) });
  }
  if (pages.length > 0) return pages;
  return { file: name, place: "", reason: `lists nothing that is read here (${KEYS.join(", ")})` };
};

/** So many problems of one page are told; a file of another kind would have thousands. */
const TOLD = 20;

/** Reads each item of these pages; items that cannot be read become problems. */
export const readItems = <Item>(
  pages: readonly Page[],
  read: (raw: unknown, page: Page) => Item,
  problems: DescribedProblem[],
): Item[] => {
  const items: Item[] = [];
  for (const page of pages) {
    let told = 0;
    page.items.forEach((raw, index) => {
      try {
        items.push(read(raw, page));
      } catch (error) {
        if (!(error instanceof WrongShape)) throw error;
        const { place, reason } = error.within(`${page.key}[${index}]`);
        told += 1;
        if (told <= TOLD) problems.push({ file: page.file, place, reason });
      }
    });
  }
  return items;
};
