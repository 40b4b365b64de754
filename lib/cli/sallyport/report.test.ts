import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runIn } from "#lib/testing/command/run-in.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

const read = (name: string): object => JSON.parse(readFileSync(`public/schemas/${name}`, "utf8"));

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const isReport = ajv.compile(read("report.json"));

let shop: ShopFiles;
beforeAll(() => {
  shop = shopFiles();
});
afterAll(() => shop.remove());

const LINES = [
  "diff --model model as-meant",
  "diff --model model groups.json interfaces.json",
  "diff --model model groups.json",
  "plan --model model --commands groups.json interfaces.json vpcs.json",
  "plan --model model as-meant",
  "check groups.json",
  "check --model model groups.json interfaces.json",
  "reach --from internet --to sg-0123456789abcdea1 --on tcp/22 --expect no groups.json",
  "reach --to sg-0123456789abcdea3 --on tcp/3306 groups.json interfaces.json",
  "reach --from 203.0.113.7 groups.json interfaces.json",
  "reach --from internet --to sg-0123456789abcdea1 --to sg-0123456789abcdea3 groups.json interfaces.json",
  "adopt .",
  "adopt --region eu-central-1 groups.json",
  "explain missing",
  "verify-pack review-3.zip --key evidence.key",
  "audit verify log.jsonl --key evidence.key --checkpoint checkpoints.txt",
  "audit verify log-before.jsonl --key evidence.key",
  "explain sg-0123456789abcdea1 --model model .",
  "explain world-open-admin-port/sg-0123456789abcdea1 .",
] as const;

describe("what is printed as JSON", () => {
  it.each(LINES)("%s is what the published schema says", async (line) => {
    const { output } = await runIn(shop.folder, `${line} --format json`);
    const report: unknown = JSON.parse(output);
    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  });

  it("and nothing that the schema does not know", async () => {
    const { output } = await runIn(shop.folder, `${LINES[0]} --format json`);
    expect(isReport({ ...JSON.parse(output), more: true })).toBe(false);
    expect(isReport({ ...JSON.parse(output), verdict: "fine" })).toBe(false);
  });

  it("is the same for the same input", async () => {
    const line = `${LINES[1]} --format json`;
    expect(await runIn(shop.folder, line)).toEqual(
      await runIn(shop.folder, line, { now: "2030-01-01T00:00:00.000Z" }),
    );
  });
});
