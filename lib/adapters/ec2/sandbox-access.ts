import type { AccountAccess, CredentialChoice, Purpose } from "./account-access.ts";

/** The sandbox's own keys and roles: fixed, public, good for nothing else. */
const KEYS: Readonly<Record<Purpose, { accessKeyId: string; secretAccessKey: string; role: string }>> = {
  read: {
    accessKeyId: "AKIASANDBOXOBSERVER1",
    secretAccessKey: "sandbox-observer-secret-opens-nothing-real",
    role: "SallyportObserve",
  },
  write: {
    accessKeyId: "AKIASANDBOXAPPLIER01",
    secretAccessKey: "sandbox-applier-secret-opens-nothing-real",
    role: "SallyportApply",
  },
};

const EXTERNAL_ID = "tidewater-sallyport";

/** Access to an account of the sandbox at `endpoint`: fixed fake keys, so that no real credential can be used. */
export function sandboxAccess(accountId: string, endpoint: string): AccountAccess {
  const choice = (purpose: Purpose): CredentialChoice => {
    const { role, ...credentials } = KEYS[purpose];
    return {
      base: { kind: "fixed", credentials },
      assumeRole: { roleArn: `arn:aws:iam::${accountId}:role/${role}`, externalId: EXTERNAL_ID },
    };
  };
  return {
    accountId,
    ec2Endpoint: endpoint,
    stsEndpoint: endpoint,
    quotasEndpoint: endpoint,
    trailEndpoint: endpoint,
    credentials: { read: choice("read"), write: choice("write") },
  };
}
