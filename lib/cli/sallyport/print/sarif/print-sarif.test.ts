import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runIn } from "#lib/testing/command/run-in.ts";
import { type ShopFiles, shopFiles } from "#lib/testing/command/shop-files.ts";

const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w%./:~-]+$/) }),
    region: z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }).optional(),
  }),
});

/** The part of SARIF 2.1.0 that is used here, by the words of the standard. */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.looseObject({
          name: z.literal("sallyport"),
          rules: z.array(
            z.looseObject({
              id: z.string(),
              shortDescription: z.strictObject({ text: z.string().min(1) }),
              fullDescription: z.strictObject({ text: z.string().min(1) }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      columnKind: z.literal("utf16CodeUnits"),
      artifacts: z.array(z.strictObject({ location: z.strictObject({ uri: z.string() }) })),
      invocations: z.array(z.looseObject({ executionSuccessful: z.literal(true) })),
      results: z.array(
        z
          .looseObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            kind: z.enum(["fail", "open", "informational"]),
            level: z.enum(["none", "warning", "error"]),
            message: z.strictObject({ text: z.string().min(1) }),
            locations: z.array(location).length(1),
            relatedLocations: z.array(location).optional(),
            partialFingerprints: z.record(z.string(), z.string()),
          })
          // 3.27.10: whatever is no failure has no level.
          .refine(({ kind, level }) => (kind === "fail") === (level !== "none")),
      ),
    }),
  ]),
});

let shop: ShopFiles;
beforeAll(() => {
  shop = shopFiles();
});
afterAll(() => shop.remove());

const runOf = async (line: string, around = {}) => {
  const { output } = await runIn(shop.folder, `${line} --format sarif`, around);
  return sarif.parse(JSON.parse(output)).runs[0];
};

const textAt = (at: z.infer<typeof location>): string => {
  const { artifactLocation, region } = at.physicalLocation;
  const lines = readFileSync(path.join(shop.folder, artifactLocation.uri), "utf8").split("\n");
  const { startLine = 1, startColumn = 1 } = region ?? {};
  return lines
    .slice(startLine - 1, startLine + 4)
    .join("\n")
    .slice(startColumn - 1);
};

describe("SARIF", () => {
  it.each([
    "diff --model model .",
    "diff --model model groups.json",
    "check .",
    "check --model model groups.json",
    "plan --model model .",
    "adopt .",
    "explain missing",
    "reach --from internet --to sg-0123456789abcdea1 --on tcp/22 --expect no .",
  ])("%s speaks of known rules only", async (line) => {
    const { results, tool } = await runOf(line);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it("points at the rule in the answer of EC2, and at the tier in the stack", async () => {
    const { results } = await runOf("diff --model model .");
    const [first] = results.filter(({ ruleId }) => ruleId === "extra");
    if (first === undefined) throw new Error("there is an extra rule");
    expect(first.locations.map(textAt)).toEqual([expect.stringMatching(/^\{\s+"CidrIp": "0\.0\.0\.0\/1"/)]);
    expect(first.relatedLocations?.map(textAt)).toEqual([expect.stringMatching(/^web: sg-/)]);
  });

  it("points at a rule of describe-security-group-rules as well", async () => {
    const answer = JSON.parse(readFileSync(path.join(shop.folder, "groups.json"), "utf8"));
    const { IpPermissions: _, IpPermissionsEgress: __, ...group } = answer.SecurityGroups[4];
    const SecurityGroupRules = [22, 23].map((port) => ({
      SecurityGroupRuleId: `sgr-0123456789abcde${port}`,
      GroupId: shop.ids.old,
      IsEgress: false,
      IpProtocol: "tcp",
      FromPort: port,
      ToPort: port,
      CidrIpv4: "0.0.0.0/0",
    }));
    const rules = { SecurityGroups: [group], SecurityGroupRules };
    writeFileSync(path.join(shop.folder, "model/rules.json"), JSON.stringify(rules, null, 1));
    const { results } = await runOf("check --rule world-open-admin-port model/rules.json");
    expect(results[0]?.locations.map(textAt)).toEqual([
      expect.stringMatching(/^\{\s+"SecurityGroupRuleId": "sgr-0123456789abcde22"/),
    ]);
  });

  it("says what cannot be told as open, never as passed or failed", async () => {
    const { results, invocations } = await runOf("diff --model model as-meant/groups.json");
    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => "open"));
    expect(results.length).toBeGreaterThan(0);
    expect(JSON.stringify(invocations)).toMatch(/describe-network-interfaces was not given/);
  });

  it("lets no name make a link, a placeholder or a hidden letter", async () => {
    const { results } = await runOf("check .");
    const texts = results.map(({ message }) => message.text).filter((text) => text.includes("@team"));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect(text).toContain("\\[U+001B\\]\\[2J\\[U+202E\\]|@team\\[x\\](y)");
      expect(text).not.toMatch(/\p{C}|(?<!\\)\[/u);
    }
  });
});
