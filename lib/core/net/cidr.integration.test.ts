/** A third opinion on addresses and networks: PostgreSQL's `inet` and `cidr`. */
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { arbitraryCidr } from "#lib/core/testing/arbitrary-flows.ts";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import { createEmptyDatabase } from "#lib/testing/test-database.ts";
import { lastAddress, printAddress } from "./address.ts";
import { rangeOfCidr } from "./address-range.ts";
import { type Cidr, canonicaliseCidr, printCidr } from "./cidr.ts";

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
    expect(found.length).toBeGreaterThan(100);
    const left = found.map(([outer]) => printCidr(outer));
    const right = found.map(([, inner]) => printCidr(inner));
    expect(await disagreements(test, left, right)).toStrictEqual([]);
  }
});
