import type {
  GetServiceQuotaRequest,
  GetServiceQuotaResponse,
  ServiceQuota,
} from "@aws-sdk/client-service-quotas";
import { invalidAction, Refusal } from "../refusal.ts";
import type { Quotas } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";

/** The two quotas of VPC that EC2-FACTS, "Limits", speaks of, by the codes Service Quotas knows them by. */
const OFFERED: Readonly<Record<string, { readonly name: string; readonly of: (quotas: Quotas) => number }>> =
  {
    "L-0EA8095F": {
      name: "Inbound or outbound rules per security group",
      of: ({ rulesPerGroup }) => rulesPerGroup,
    },
    "L-2AFB9258": {
      name: "Security groups per network interface",
      of: ({ groupsPerInterface }) => groupsPerInterface,
    },
  };

const AMAZON_DEFAULTS: Quotas = { rulesPerGroup: 60, groupsPerInterface: 5, groups: 2_500 };

function quota(call: Call, { ServiceCode, QuotaCode }: GetServiceQuotaRequest, quotas: Quotas): ServiceQuota {
  // EC2-FACTS, "older endpoints": such clouds have no Service Quotas.
  if (call.reduced) throw invalidAction("GetServiceQuota");
  const offered = ServiceCode === "vpc" ? OFFERED[QuotaCode ?? ""] : undefined;
  if (QuotaCode === undefined || offered === undefined) {
    throw new Refusal(
      "NoSuchResourceException",
      "The request failed because the specified service quota does not exist.",
    );
  }
  return {
    ServiceCode: "vpc",
    ServiceName: "Amazon Virtual Private Cloud (Amazon VPC)",
    QuotaArn: `arn:aws:servicequotas:${call.region}:${call.account}:vpc/${QuotaCode}`,
    QuotaCode,
    QuotaName: offered.name,
    Value: offered.of(quotas),
    Unit: "None",
    Adjustable: true,
    GlobalQuota: false,
  };
}

/** The value that holds for the account and Region. */
export const getServiceQuota = (call: Call, input: GetServiceQuotaRequest): GetServiceQuotaResponse => ({
  Quota: quota(call, input, ownRegion(call).quotas),
});

/** The value that holds where nobody asked for another. */
export const getDefaultServiceQuota = (
  call: Call,
  input: GetServiceQuotaRequest,
): GetServiceQuotaResponse => ({ Quota: quota(call, input, AMAZON_DEFAULTS) });
