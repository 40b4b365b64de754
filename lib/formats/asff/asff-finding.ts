/**
 * A finding as the AWS Security Finding Format (`2018-10-08`), for Security Hub's BatchImportFindings. Its id is made of
 * account, Region and the finding's own id, so that the same finding, sent again, is updated and never doubled.
 */
import { visibleLine } from "#lib/core/visible-text.ts";
import type { FindingReport } from "../report/report-parts.ts";
import { RULE_TEXTS } from "../report/rule-texts.ts";
import { ASFF_LIMITS, type AsffFinding } from "./asff-schema.ts";

/** That somebody accepted it until a time. Security Hub's own workflow stays with the people who use it. */
export interface AsffAcceptance {
  readonly ownerName: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
}

export interface AsffSource {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601 UTC: when it was seen. */
  readonly observedAt: string;
  /** ISO 8601 UTC: since when it is known; `observedAt` where nobody knows. */
  readonly firstSeenAt: string;
  readonly accepted: AsffAcceptance | null;
  /** SHA-256 (hex) of a text. */
  readonly sha256: (text: string) => string;
}

const LABELS = {
  critical: "CRITICAL",
  high: "HIGH",
  medium: "MEDIUM",
  low: "LOW",
  note: "INFORMATIONAL",
} as const;

const TYPES = ["Software and Configuration Checks/AWS Security Best Practices/Network Reachability"];

const partitionOf = (region: string): "aws" | "aws-cn" | "aws-us-gov" =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

/** Cut by code points, so that no character is halved. */
const cut = (text: string, most: number): string => {
  const shown = visibleLine(text);
  if (shown.length <= most) return shown;
  let kept = "";
  for (const letter of shown) {
    if (kept.length + letter.length > most - 1) break;
    kept += letter;
  }
  return `${kept}…`;
};

type Resource = AsffFinding["Resources"][number];

function resourcesOf(finding: FindingReport, { accountId, region }: AsffSource): Resource[] {
  const where = { Partition: partitionOf(region), Region: region };
  const arn = (what: string) => `arn:${where.Partition}:ec2:${region}:${accountId}:${what}`;
  const groups = finding.groupIds.map(
    (groupId): Resource => ({
      Type: "AwsEc2SecurityGroup",
      Id: arn(`security-group/${groupId}`),
      ...where,
      Details: { AwsEc2SecurityGroup: { GroupId: groupId } },
    }),
  );
  const all: Resource[] = [
    ...(finding.interfaceId === null
      ? []
      : [
          {
            Type: "AwsEc2NetworkInterface" as const,
            Id: arn(`network-interface/${finding.interfaceId}`),
            ...where,
          },
        ]),
    ...(finding.instanceId === null
      ? []
      : [{ Type: "AwsEc2Instance" as const, Id: arn(`instance/${finding.instanceId}`), ...where }]),
    ...groups,
  ];
  if (all.length === 0) return [{ Type: "AwsAccount", Id: `AWS::::Account:${accountId}`, ...where }];
  return all.slice(0, ASFF_LIMITS.resources);
}

/** What cannot be told failed nothing; what is accepted is neither good nor to be chased. */
const statusOf = (
  { certainty }: FindingReport,
  { accepted }: AsffSource,
): AsffFinding["Compliance"]["Status"] =>
  accepted !== null ? "WARNING" : certainty === "sure" ? "FAILED" : "NOT_AVAILABLE";

const fieldsOf = (finding: FindingReport, { accepted }: AsffSource): Record<string, string> => {
  const all = {
    FindingId: finding.id,
    Certainty: finding.certainty,
    Severity: finding.severity,
    Stack: finding.stack,
    Tier: finding.tier,
    Witness: finding.witness?.text ?? null,
    Rules: finding.ruleKeys.length === 0 ? null : finding.ruleKeys.join("; "),
    RuleIds: finding.ruleIds.length === 0 ? null : finding.ruleIds.join("; "),
    Groups:
      finding.groupIds.length <= ASFF_LIMITS.resources ? null : `${finding.groupIds.length} groups in all`,
    AcceptedUntil: accepted?.endsAt ?? null,
    AcceptedBy: accepted?.ownerName ?? null,
    AcceptedBecause: accepted?.reason ?? null,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === null || value === ""
        ? []
        : [[`sallyport/${name}`, cut(value, ASFF_LIMITS.productFieldValue)]],
    ),
  );
};

export const asffFinding = (finding: FindingReport, source: AsffSource): AsffFinding => {
  const { accountId, region, observedAt, firstSeenAt, sha256 } = source;
  const severity = { Label: LABELS[finding.severity], Original: finding.severity };
  const requirements = finding.controls
    .slice(0, ASFF_LIMITS.requirements)
    .map((control) => cut(control, ASFF_LIMITS.requirement));
  return {
    SchemaVersion: "2018-10-08",
    Id: `sallyport/${region}/${accountId}/${sha256(finding.id)}`,
    ProductArn: `arn:${partitionOf(region)}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    ProductName: "Sallyport",
    CompanyName: "Sallyport",
    GeneratorId: `sallyport/${finding.rule}`,
    AwsAccountId: accountId,
    Region: region,
    Types: [...TYPES],
    CreatedAt: firstSeenAt,
    UpdatedAt: observedAt,
    FirstObservedAt: firstSeenAt,
    LastObservedAt: observedAt,
    Severity: severity,
    FindingProviderFields: { Severity: severity, Types: [...TYPES] },
    Title: cut(RULE_TEXTS.get(finding.rule)?.title ?? finding.rule, ASFF_LIMITS.title),
    Description: cut(finding.sentence, ASFF_LIMITS.description),
    ...(finding.remedy === null
      ? {}
      : {
          Remediation: { Recommendation: { Text: cut(finding.remedy, ASFF_LIMITS.recommendation) } },
        }),
    ProductFields: fieldsOf(finding, source),
    Resources: resourcesOf(finding, source),
    Compliance: {
      Status: statusOf(finding, source),
      ...(requirements.length === 0 ? {} : { RelatedRequirements: requirements }),
    },
    RecordState: "ACTIVE",
  };
};
