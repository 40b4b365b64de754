import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningSandbox, runningSandbox } from "./testing/running-sandbox.ts";
import { adminKey, home, smallEstate } from "./testing/small-estate.ts";

const POOR = { id: "AKIAPOORPOORPOOR0001", secret: "poor-secret-poor" };

let sandbox: RunningSandbox;
const opened: ServiceQuotasClient[] = [];

const client = (key: { id: string; secret: string } = adminKey, region = home) => {
  const made = new ServiceQuotasClient({
    region,
    endpoint: sandbox.url,
    maxAttempts: 1,
    credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
  });
  opened.push(made);
  return made;
};
const rules = { ServiceCode: "vpc", QuotaCode: "L-0EA8095F" };

beforeAll(async () => {
  const [first, ...others] = smallEstate.accounts;
  if (first === undefined) throw new Error("The small estate has an account.");
  const accessKeys = [...(first.accessKeys ?? []), { ...POOR, user: "poor", policy: ["ec2:Describe*"] }];
  const regions = first.regions.map((region) =>
    region.name === home ? { ...region, quotas: { rulesPerGroup: 120, groupsPerInterface: 8 } } : region,
  );
  sandbox = await runningSandbox({
    estate: { ...smallEstate, accounts: [{ ...first, accessKeys, regions }, ...others] },
  });
});
afterAll(async () => {
  for (const each of opened) each.destroy();
  await sandbox.stop();
});

it("tells the account's own quotas, and Amazon's defaults, to an unmodified SDK client", async () => {
  const own = await client().send(new GetServiceQuotaCommand(rules));
  expect(own.Quota).toMatchObject({ Value: 120, Adjustable: true, QuotaCode: "L-0EA8095F" });
  const groups = await client().send(new GetServiceQuotaCommand({ ...rules, QuotaCode: "L-2AFB9258" }));
  expect(groups.Quota?.Value).toBe(8);
  const usual = await client().send(new GetAWSDefaultServiceQuotaCommand(rules));
  expect(usual.Quota?.Value).toBe(60);
});

it.each([
  ["a quota nobody knows", () => client(), { ...rules, QuotaCode: "L-00000000" }, "NoSuchResourceException"],
  ["a policy that lacks it", () => client(POOR), rules, "AccessDeniedException"],
  ["a Region that is not enabled", () => client(adminKey, "sa-east-1"), rules, "UnrecognizedClientException"],
])("refuses %s in its own words", async (_, made, request, name) => {
  await expect(made().send(new GetServiceQuotaCommand(request))).rejects.toMatchObject({ name });
});

it("takes no part in EC2's buckets, and stands in the log", async () => {
  await client().send(new GetServiceQuotaCommand(rules));
  await sandbox.ec2().send(new DescribeVpcsCommand({}));
  const logged = (await sandbox.requests()).filter(({ service }) => service === "servicequotas");
  expect(logged.at(-1)).toMatchObject({ action: "GetServiceQuota", mutating: false, parameters: rules });
});
