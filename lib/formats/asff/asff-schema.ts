/**
 * The part of the AWS Security Finding Format that Sallyport writes, from Amazon's documentation of its required and
 * optional top-level attributes and of `AwsSecurityFinding`, with the greatest lengths that Security Hub takes. Strict:
 * what is not here is not written.
 */
import { z } from "zod";

export const ASFF_LIMITS = {
  /** A call of BatchImportFindings takes so many findings, so many bytes, and so many bytes of each finding. */
  findingsPerBatch: 100,
  bytesPerBatch: 6_000_000,
  bytesPerFinding: 240_000,
  id: 512,
  title: 256,
  description: 1_024,
  generatorId: 512,
  resources: 32,
  recommendation: 512,
  requirements: 32,
  requirement: 64,
  productFields: 50,
  productFieldName: 128,
  productFieldValue: 2_048,
} as const;

const time = z.iso.datetime();

const LABELS = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

const severity = z.strictObject({ Label: z.enum(LABELS), Original: z.string().min(1).max(64) });

const types = z.array(z.string().regex(/^[^/]+(\/[^/]+){0,2}$/)).max(50);

const resource = z.strictObject({
  Type: z.enum(["AwsAccount", "AwsEc2SecurityGroup", "AwsEc2NetworkInterface", "AwsEc2Instance"]),
  Id: z.string().min(1).max(ASFF_LIMITS.id),
  Partition: z.enum(["aws", "aws-cn", "aws-us-gov"]),
  Region: z.string().min(1).max(16),
  Details: z.strictObject({ AwsEc2SecurityGroup: z.strictObject({ GroupId: z.string() }) }).optional(),
});

export const asffFindingSchema = z.strictObject({
  SchemaVersion: z.literal("2018-10-08"),
  Id: z.string().min(1).max(ASFF_LIMITS.id),
  ProductArn: z
    .string()
    .regex(/^arn:aws(-cn|-us-gov)?:securityhub:[a-z0-9-]+:\d{12}:product\/\d{12}\/default$/),
  ProductName: z.string().max(128),
  CompanyName: z.string().max(128),
  GeneratorId: z.string().min(1).max(ASFF_LIMITS.generatorId),
  AwsAccountId: z.string().regex(/^\d{12}$/),
  Region: z.string().min(1),
  Types: types,
  CreatedAt: time,
  UpdatedAt: time,
  FirstObservedAt: time,
  LastObservedAt: time,
  Severity: severity,
  FindingProviderFields: z.strictObject({ Severity: severity, Types: types }),
  Title: z.string().min(1).max(ASFF_LIMITS.title),
  Description: z.string().min(1).max(ASFF_LIMITS.description),
  Remediation: z
    .strictObject({
      Recommendation: z.strictObject({ Text: z.string().min(1).max(ASFF_LIMITS.recommendation) }),
    })
    .optional(),
  ProductFields: z
    .record(z.string().max(ASFF_LIMITS.productFieldName), z.string().max(ASFF_LIMITS.productFieldValue))
    .refine((fields) => Object.keys(fields).length <= ASFF_LIMITS.productFields),
  Resources: z.array(resource).min(1).max(ASFF_LIMITS.resources),
  Compliance: z.strictObject({
    Status: z.enum(["FAILED", "WARNING", "NOT_AVAILABLE"]),
    RelatedRequirements: z
      .array(z.string().min(1).max(ASFF_LIMITS.requirement))
      .max(ASFF_LIMITS.requirements)
      .optional(),
  }),
  RecordState: z.literal("ACTIVE"),
});

export type AsffFinding = z.infer<typeof asffFindingSchema>;

export const asffBatchSchema = z.strictObject({
  Findings: z.array(asffFindingSchema).min(1).max(ASFF_LIMITS.findingsPerBatch),
});
