import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawCases } from "#lib/core/testing/law-cases.ts";
import type { FindingReport } from "../report/report-parts.ts";
import { asffBatches } from "./asff-batches.ts";
import { type AsffSource, asffFinding } from "./asff-finding.ts";
import { ASFF_LIMITS, asffBatchSchema, asffFindingSchema } from "./asff-schema.ts";

const source: AsffSource = {
  accountId: "111122223333",
  region: "eu-central-1",
  observedAt: "2026-03-01T12:00:00.000Z",
  firstSeenAt: "2026-02-01T12:00:00.000Z",
  accepted: null,
  sha256: (text) => createHash("sha256").update(text, "utf8").digest("hex"),
};

const open: FindingReport = {
  id: "world-open-admin-port/sg-0123456789abcdef3",
  rule: "world-open-admin-port",
  severity: "critical",
  certainty: "sure",
  stack: "shop",
  tier: "db",
  sentence: "shop-db lets the whole Internet in to SSH.",
  groupIds: ["sg-0123456789abcdef3"],
  ruleKeys: ["ingress tcp 22:22 0.0.0.0/0"],
  ruleIds: ["sgr-1"],
  interfaceId: null,
  instanceId: null,
  witness: {
    text: "1.0.0.0 -> tcp/22 is let in",
    direction: "ingress",
    address: "1.0.0.0",
    groupId: null,
    service: "tcp/22",
  },
  remedy: "Revoke it.",
  controls: ["AWS Config: restricted-ssh"],
};

describe("a finding in the AWS Security Finding Format", () => {
  it("has everything Security Hub asks for, and where it was found", () => {
    expect(asffFinding(open, source)).toMatchObject({
      SchemaVersion: "2018-10-08",
      AwsAccountId: "111122223333",
      ProductArn: "arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default",
      GeneratorId: "sallyport/world-open-admin-port",
      Severity: { Label: "CRITICAL", Original: "critical" },
      CreatedAt: "2026-02-01T12:00:00.000Z",
      UpdatedAt: "2026-03-01T12:00:00.000Z",
      Resources: [
        {
          Type: "AwsEc2SecurityGroup",
          Id: "arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0123456789abcdef3",
        },
      ],
      Compliance: { Status: "FAILED", RelatedRequirements: ["AWS Config: restricted-ssh"] },
    });
  });

  it.each([
    ["cn-north-1", "arn:aws-cn:"],
    ["us-gov-west-1", "arn:aws-us-gov:"],
    ["eu-west-1", "arn:aws:"],
  ])("in %s belongs to %s", (region, partition) => {
    const finding = asffFinding(open, { ...source, region });
    expect(finding.ProductArn.startsWith(partition)).toBe(true);
    expect(finding.Resources[0]?.Id.startsWith(partition)).toBe(true);
    expect(asffFindingSchema.safeParse(finding).success).toBe(true);
  });

  it("has the same id after another look, and another in another account, Region or of another finding", () => {
    const id = (over: Partial<AsffSource>, finding = open) => asffFinding(finding, { ...source, ...over }).Id;
    expect(id({ observedAt: "2027-01-01T00:00:00.000Z" })).toBe(id({}));
    const ids = [
      id({}),
      id({ accountId: "444455556666" }),
      id({ region: "eu-west-1" }),
      id({}, { ...open, id: "b" }),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it("never failed what cannot be told, and says what is accepted, until when, by whom and why", () => {
    expect(asffFinding({ ...open, certainty: "cannot-tell" }, source).Compliance.Status).toBe(
      "NOT_AVAILABLE",
    );
    const accepted = { ownerName: "Priya", reason: "It goes in March", endsAt: "2026-04-01T00:00:00.000Z" };
    const finding = asffFinding(open, { ...source, accepted });
    expect(finding.Compliance.Status).toBe("WARNING");
    expect(finding.ProductFields).toMatchObject({
      "sallyport/AcceptedUntil": "2026-04-01T00:00:00.000Z",
      "sallyport/AcceptedBy": "Priya",
      "sallyport/AcceptedBecause": "It goes in March",
    });
  });

  it("is of the account where it is about nothing else", () => {
    const { Resources } = asffFinding({ ...open, groupIds: [] }, source);
    expect(Resources).toMatchObject([{ Type: "AwsAccount", Id: "AWS::::Account:111122223333" }]);
  });

  it("keeps within every limit, whatever names on EC2 are", () => {
    const long = fc.string({ unit: "binary", minLength: 0, maxLength: 1_500 });
    fc.assert(
      fc.property(
        long,
        long,
        fc.nat(80),
        fc.string({ unit: "binary" }),
        (sentence, remedy, groups, reason) => {
          const finding = asffFinding(
            {
              ...open,
              id: `extra/${sentence}`,
              sentence: `A${sentence}`,
              remedy: `B${remedy}`,
              groupIds: Array.from({ length: groups }, (_, index) => `sg-${index}`),
              ruleKeys: [sentence, remedy],
              controls: Array.from({ length: groups }, (_, index) => `C${index}${reason}`),
            },
            { ...source, accepted: { ownerName: reason, reason, endsAt: source.observedAt } },
          );
          expect(asffFindingSchema.safeParse(finding).error).toBeUndefined();
          expect(JSON.stringify(finding).length).toBeLessThan(ASFF_LIMITS.bytesPerFinding);
        },
      ),
      { numRuns: Math.min(60, lawCases()) },
    );
  });
});

describe("batches", () => {
  const many = (count: number, region = "eu-central-1") =>
    Array.from({ length: count }, (_, index) =>
      asffFinding({ ...open, id: `${index}` }, { ...source, region }),
    );
  const read = (findings: Parameters<typeof asffBatches>[0]) =>
    [...asffBatches(findings)].map((text) => asffBatchSchema.parse(JSON.parse(text)).Findings.length);

  it.each([
    [0, []],
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])("of %i findings hold %j", (count, sizes) => {
    expect(read(many(count))).toEqual(sizes);
  });

  it("are of one account and Region each", () => {
    expect(read([...many(3), ...many(2, "eu-west-1")])).toEqual([3, 2]);
  });
});
