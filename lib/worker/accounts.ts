import type { AccountAccess } from "#lib/adapters/ec2/account-access.ts";
import { type ConfiguredAccount, readAccountsFile } from "#lib/adapters/ec2/accounts-file.ts";
import { type ClientRules, createEc2Clients, type Ec2Clients } from "#lib/adapters/ec2/ec2-clients.ts";
import { sandboxAccess } from "#lib/adapters/ec2/sandbox-access.ts";
import {
  refuseAccountsInSandbox,
  refuseDemoIssuerWithRealAws,
  refuseLoopbackEndpoint,
  refuseRealWithoutAccounts,
  refuseRealWithoutIssuer,
} from "#lib/adapters/system/boot-refusals.ts";
import type { Environment } from "#lib/adapters/system/environment.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";

type AccountEnvironment = Pick<
  Environment<"worker">,
  | "SALLYPORT_AWS"
  | "SALLYPORT_ACCOUNTS_FILE"
  | "OIDC_ISSUER"
  | "SANDBOX_ISSUER"
  | "SANDBOX_EC2_URL"
  | "LOOPBACK_ENDPOINTS"
>;

export interface Accounts {
  readonly clients: Ec2Clients;
  /** The accounts of the file; null in the sandbox, where the demo model names the scopes. */
  readonly configured: readonly ConfiguredAccount[] | null;
}

/**
 * Whose EC2 this worker may talk to. Real accounts are those of the file and no other; in the sandbox every client
 * has the sandbox's fake keys and its address. Throws a `StartupRefusal` when the two would mix.
 */
export function openAccounts(environment: AccountEnvironment, common: CommonRules): Accounts {
  const { SALLYPORT_AWS: aws, SALLYPORT_ACCOUNTS_FILE: file } = environment;
  const refusal =
    refuseRealWithoutIssuer(aws, environment.OIDC_ISSUER) ??
    refuseDemoIssuerWithRealAws(aws, environment.OIDC_ISSUER, environment.SANDBOX_ISSUER) ??
    refuseAccountsInSandbox(aws, file) ??
    refuseRealWithoutAccounts(aws, file);
  if (refusal !== undefined) throw new StartupRefusal(refusal);
  return aws === "real" && file !== undefined
    ? realAccounts(environment, file, common)
    : sandboxAccounts(environment, common);
}

/** How requests are sent, and where they are counted. */
type CommonRules = Pick<ClientRules, "requestDeadlineMs" | "budget">;

function sandboxAccounts(environment: AccountEnvironment, common: CommonRules): Accounts {
  const url = environment.SANDBOX_EC2_URL;
  if (url === undefined) {
    throw new StartupRefusal("SANDBOX_EC2_URL names no sandbox to talk to, and real AWS is not asked for.");
  }
  const rules: ClientRules = {
    access: (accountId) => sandboxAccess(accountId, url),
    mayCall: (origin) => origin === new URL(url).origin,
    ...common,
  };
  return { clients: createEc2Clients(rules), configured: null };
}

function realAccounts(environment: AccountEnvironment, file: string, common: CommonRules): Accounts {
  const read = readAccountsFile(file);
  if (!read.ok) throw new StartupRefusal(read.problem);
  const allowed = environment.LOOPBACK_ENDPOINTS;
  const byId = new Map<string, AccountAccess>();
  for (const { access } of read.value) {
    for (const endpoint of [
      access.ec2Endpoint,
      access.stsEndpoint,
      access.quotasEndpoint,
      access.trailEndpoint,
    ]) {
      const refusal =
        endpoint === null || endpoint === "none" ? undefined : refuseLoopbackEndpoint(endpoint, allowed);
      if (refusal !== undefined) throw new StartupRefusal(refusal);
    }
    byId.set(access.accountId, access);
  }
  const rules: ClientRules = {
    access: (accountId) => byId.get(accountId),
    mayCall: (origin) =>
      refuseLoopbackEndpoint(
        origin,
        allowed.map((endpoint) => new URL(endpoint).origin),
      ) === undefined,
    ...common,
  };
  return { clients: createEc2Clients(rules), configured: read.value };
}
