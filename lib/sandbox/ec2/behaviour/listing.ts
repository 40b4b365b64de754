import { createHash } from "node:crypto";
import type { Filter } from "@aws-sdk/client-ec2";
import { invalidValue, Refusal } from "../refusal.ts";
import type { Tags } from "../state.ts";
import { matchesWildcard } from "../wildcard.ts";

/** The values a resource has for a filter name. */
export type FilterTable<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

export interface Listing<T> {
  readonly items: readonly T[];
  readonly id: (item: T) => string;
  readonly tags?: (item: T) => Tags;
  readonly filters: FilterTable<T>;
  readonly pageSizes?: { readonly least: number; readonly most: number };
  /** Ids asked for, and the error for one that is not there. */
  readonly asked?: readonly string[] | undefined;
  readonly missing?: (id: string) => Refusal;
  /**
   * The request's parameter that holds the ids. EC2-FACTS, "paging": it cannot go together with MaxResults; this is
   * settled for interfaces and instances, and taken for the worse on the rest.
   */
  readonly askedParameter?: string;
}

export interface ListingRequest {
  readonly Filters?: readonly Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Ids, filters and paging of every describe. EC2-FACTS, "paging": without MaxResults all items come at once;
 * with it, real tokens. A token holds the last id shown, so that a set changing meanwhile skips nothing else.
 */
export function list<T>(request: ListingRequest, listing: Listing<T>): Page<T> {
  const asked = listing.asked ?? [];
  if (asked.length > 0 && request.MaxResults !== undefined && listing.askedParameter !== undefined) {
    const text = `The parameter ${listing.askedParameter} cannot be used with the parameter MaxResults`;
    throw new Refusal("InvalidParameterCombination", text);
  }
  const byId = new Map(listing.items.map((item) => [listing.id(item), item]));
  const absent = asked.find((id) => !byId.has(id));
  if (absent !== undefined && listing.missing !== undefined) throw listing.missing(absent);
  const wanted = asked.length === 0 ? [...byId.values()] : asked.flatMap((id) => byId.get(id) ?? []);
  const chosen = wanted
    .filter((item) => (request.Filters ?? []).every((filter) => passes(item, filter, listing)))
    .sort((one, other) => compare(listing.id(one), listing.id(other)));
  return pageOf(chosen, request, listing);
}

function passes<T>(item: T, filter: Filter, listing: Listing<T>): boolean {
  const name = filter.Name ?? "";
  const wanted = filter.Values ?? [];
  return valuesOf(item, name, listing).some(
    (value) => value !== undefined && wanted.some((pattern) => matchesWildcard(pattern, value)),
  );
}

function valuesOf<T>(item: T, name: string, listing: Listing<T>): readonly (string | undefined)[] {
  const tags = listing.tags?.(item) ?? {};
  if (listing.tags !== undefined && name === "tag-key") return Object.keys(tags);
  if (listing.tags !== undefined && name.startsWith("tag:")) return [tags[name.slice("tag:".length)]];
  const read = Object.hasOwn(listing.filters, name) ? listing.filters[name] : undefined;
  if (read === undefined) throw invalidValue(`The filter '${name}' is invalid`);
  return read(item);
}

interface Token {
  readonly after: string;
  readonly page: number;
  readonly size: number;
  readonly query: string;
}

function pageOf<T>(items: readonly T[], request: ListingRequest, listing: Listing<T>): Page<T> {
  const { least, most } = listing.pageSizes ?? { least: 5, most: 1000 };
  const asked = request.MaxResults;
  if (asked !== undefined && (asked < least || asked > most)) {
    const bound = asked < least ? `greater than ${least}` : `less than ${most}`;
    throw invalidValue(`Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value ${bound}.`);
  }
  const query = digest(request);
  const token = request.NextToken === undefined ? undefined : readToken(request.NextToken, query);
  const size = asked ?? token?.size;
  const rest =
    token === undefined ? items : items.filter((item) => compare(listing.id(item), token.after) > 0);
  if (size === undefined || rest.length <= size) return { items: rest, nextToken: undefined };
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  if (last === undefined) return { items: shown, nextToken: undefined };
  const next: Token = { after: listing.id(last), page: (token?.page ?? 1) + 1, size, query };
  return { items: shown, nextToken: Buffer.from(JSON.stringify(next)).toString("base64url") };
}

/** Which page a request is for, counted from 1: a failing page is a fault one can ask for. */
export function pageNumber(nextToken: string | undefined): number {
  if (nextToken === undefined) return 1;
  return decodeToken(nextToken)?.page ?? 1;
}

function readToken(text: string, query: string): Token {
  const token = decodeToken(text);
  if (token === undefined || token.query !== query) {
    throw new Refusal("InvalidPaginationToken", "The specified pagination token is not valid or is expired.");
  }
  return token;
}

function decodeToken(text: string): Token | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return isToken(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isToken = (value: unknown): value is Token =>
  typeof value === "object" &&
  value !== null &&
  "after" in value &&
  typeof value.after === "string" &&
  "page" in value &&
  typeof value.page === "number" &&
  "size" in value &&
  typeof value.size === "number" &&
  "query" in value;

/** A token belongs to the question it was given for. */
function digest(request: ListingRequest): string {
  const { MaxResults: _size, NextToken: _token, ...question } = request;
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url").slice(0, 16);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
