/** A second opinion on addresses and networks: PostgreSQL's `inet` and `cidr`. */
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { arbitraryCidr } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { createEmptyDatabase } from "#lib/testing/test-database.ts";
import { higher, lastAddress, lower, printAddress } from "./address.ts";
import { cidrEnclosing, cidrsOfRange, mergeRanges, rangeOfCidr } from "./address-range.ts";
import { type Cidr, canonicaliseCidr, printCidr } from "./cidr.ts";
import { flowsWithCidrs, intersectFlows, isEmptyFlows } from "./flow-set.ts";

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let client: Client;

beforeAll(async () => {
  database = await createEmptyDatabase();
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const CASES = { numRuns: lawCases(5_000), seed: 1 };

const disagreements = async (test: string, left: readonly string[], right: readonly string[]) => {
  const sql = `SELECT a, b FROM unnest($1::text[], $2::text[]) AS pair(a, b) WHERE (${test}) IS NOT TRUE`;
  return (await client.query(sql, [left, right])).rows;
};

it("PostgreSQL clears host bits to the same network and reads our text as that network", async () => {
  const written = fc.sample(
    fc
      .constantFrom("ipv4" as const, "ipv6" as const)
      .chain((family) =>
        fc.record({
          family: fc.constant(family),
          value: fc.bigInt({ min: 0n, max: lastAddress(family) }),
          length: fc.integer({ min: 0, max: family === "ipv4" ? 32 : 128 }),
        }),
      )
      .map(({ length, ...address }) => `${printAddress(address)}/${length}`),
    CASES,
  );
  const canonical = written.map((text) => {
    const cidr = canonicaliseCidr(text);
    return cidr.ok ? printCidr(cidr.value) : cidr.problem.code;
  });
  expect(await disagreements("network(a::inet) = b::cidr", written, canonical)).toStrictEqual([]);
});

it("PostgreSQL agrees on which network contains which", async () => {
  const pairs = fc.sample(fc.tuple(arbitraryCidr, arbitraryCidr), CASES);
  const contains = (outer: Cidr, inner: Cidr) => {
    const [wide, narrow] = [rangeOfCidr(outer), rangeOfCidr(inner)];
    return outer.family === inner.family && wide.from <= narrow.from && narrow.to <= wide.to;
  };
  const split = (wanted: boolean) => pairs.filter(([outer, inner]) => contains(outer, inner) === wanted);
  for (const [wanted, test] of [
    [true, "a::inet >>= b::inet"],
    [false, "NOT a::inet >>= b::inet"],
  ] as const) {
    const found = split(wanted);
    expect(found.length).toBeGreaterThan(CASES.numRuns / 50);
    const left = found.map(([outer]) => printCidr(outer));
    const right = found.map(([, inner]) => printCidr(inner));
    expect(await disagreements(test, left, right)).toStrictEqual([]);
  }
});

it("PostgreSQL agrees on the first and the last address of a network", async () => {
  const cidrs = fc.sample(arbitraryCidr, CASES);
  const host = (family: Cidr["family"], value: bigint) => printAddress({ family, value });
  const networks = cidrs.map(printCidr);
  const first = cidrs.map(({ family, base }) => host(family, base));
  const last = cidrs.map((cidr) => host(cidr.family, rangeOfCidr(cidr).to));
  expect(await disagreements("host(network(a::inet))::inet = b::inet", networks, first)).toStrictEqual([]);
  expect(await disagreements("host(broadcast(a::inet))::inet = b::inet", networks, last)).toStrictEqual([]);
});

const sameFamily = (pairs: readonly (readonly [Cidr, Cidr])[]) =>
  pairs.filter(([a, b]) => a.family === b.family);
const texts = (pairs: readonly (readonly [Cidr, Cidr])[]) =>
  [pairs.map(([a]) => printCidr(a)), pairs.map(([, b]) => printCidr(b))] as const;

it("PostgreSQL agrees on which networks have an address in common", async () => {
  const pairs = fc.sample(fc.tuple(arbitraryCidr, arbitraryCidr), CASES);
  const SERVICES = [{ from: 0, to: 0 }];
  const meet = ([a, b]: readonly [Cidr, Cidr]) =>
    !isEmptyFlows(intersectFlows(flowsWithCidrs([a], SERVICES), flowsWithCidrs([b], SERVICES)));
  for (const [wanted, test] of [
    [true, "a::inet && b::inet"],
    [false, "NOT a::inet && b::inet"],
  ] as const) {
    const found = pairs.filter((pair) => meet(pair) === wanted);
    expect(found.length).toBeGreaterThan(CASES.numRuns / 50);
    expect(await disagreements(test, ...texts(found))).toStrictEqual([]);
  }
});

it("PostgreSQL agrees on the smallest network around two, and so on which two are one", async () => {
  const pairs = sameFamily(fc.sample(fc.tuple(arbitraryCidr, arbitraryCidr), CASES));
  const around = pairs.map(([a, b]) => {
    const [one, other] = [rangeOfCidr(a), rangeOfCidr(b)];
    const range = { from: lower(one.from, other.from), to: higher(one.to, other.to) };
    return printCidr(cidrEnclosing(a.family, range));
  });
  const [left, right] = texts(pairs);
  const sql = `SELECT a, b, c FROM unnest($1::text[], $2::text[], $3::text[]) AS pair(a, b, c)
    WHERE inet_merge(a::inet, b::inet) IS DISTINCT FROM c::cidr`;
  expect((await client.query(sql, [left, right, around])).rows).toStrictEqual([]);

  // Two halves are merged into one range exactly when the network around them is twice the size of either.
  const merged = pairs.filter(([a, b]) => a.length === b.length && a.base !== b.base);
  const isOne = ([a, b]: readonly [Cidr, Cidr]) => {
    const ranges = mergeRanges([rangeOfCidr(a), rangeOfCidr(b)]);
    return ranges.flatMap((range) => cidrsOfRange(a.family, range)).length === 1;
  };
  const test = "masklen(inet_merge(a::inet, b::inet)) = masklen(a::inet) - 1";
  for (const wanted of [true, false]) {
    const found = merged.filter((pair) => isOne(pair) === wanted);
    expect(found.length).toBeGreaterThan(10);
    expect(await disagreements(wanted ? test : `NOT ${test}`, ...texts(found))).toStrictEqual([]);
  }
});
