import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import type { LimitsReading } from "#lib/usecases/observation/estate-reader.ts";
import type { Connection } from "./ec2-clients.ts";
import { ReadFailed, readCall } from "./read-call.ts";
import { problemOf } from "./read-pages.ts";

const RULES_PER_GROUP = "L-0EA8095F";
const GROUPS_PER_INTERFACE = "L-2AFB9258";

/** Service Quotas has no value of the account's own where nobody asked for another than Amazon's. */
const hasNoOwnValue = (error: unknown): boolean =>
  error instanceof ReadFailed && error.failure.code === "NoSuchResourceException";

async function readQuota(to: Connection, client: ServiceQuotasClient, QuotaCode: string): Promise<number> {
  const request = { ServiceCode: "vpc", QuotaCode };
  const own = () =>
    readCall("GetServiceQuota", to.quotaReads, () => client.send(new GetServiceQuotaCommand(request)));
  const usual = () =>
    readCall("GetAWSDefaultServiceQuota", to.quotaReads, () =>
      client.send(new GetAWSDefaultServiceQuotaCommand(request)),
    );
  const { Quota } = await own().catch((error: unknown) => {
    if (hasNoOwnValue(error)) return usual();
    throw error;
  });
  const value = Quota?.Value;
  if (value === undefined || !Number.isInteger(value) || value < 1) {
    throw new Error(`Service Quotas tells no usable value for ${QuotaCode}.`);
  }
  return value;
}

/** What the account may have at most. Never throws: what cannot be read is null, and says why. */
export async function readLimits(to: Connection): Promise<LimitsReading> {
  const client = to.quotas;
  if (client === null) {
    const problem = "This endpoint has no Service Quotas.";
    return { rulesPerGroup: null, groupsPerInterface: null, problem };
  }
  const problems: string[] = [];
  const read = (code: string): Promise<number | null> =>
    readQuota(to, client, code).catch((error: unknown) => {
      problems.push(problemOf(error));
      return null;
    });
  const rulesPerGroup = await read(RULES_PER_GROUP);
  const groupsPerInterface = await read(GROUPS_PER_INTERFACE);
  return { rulesPerGroup, groupsPerInterface, problem: problems[0] ?? null };
}
