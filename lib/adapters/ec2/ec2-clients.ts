import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { DescribeSecurityGroupRulesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { BudgetPlace, CallBudget } from "#lib/usecases/apply/call-budget.ts";
import { type AccountAccess, credentialsOf, type Purpose } from "./account-access.ts";
import { guardEndpoints } from "./endpoint-guard.ts";
import { isUnknownOperation } from "./failure.ts";
import { ReadFailed, readCall } from "./read-call.ts";
import { ownBudgets, quotaBucket, trailBucket } from "./token-bucket.ts";

/** One account and Region for one purpose: its client, and the budgets its calls are taken from. */
export interface Connection {
  readonly ec2: EC2Client;
  /**
   * For calls that change something: each over a connection of its own. One that has said nothing for a while may be
   * forgotten by whatever stands between, and what was sent over it then would be unknown for as long as EC2 accepts it.
   */
  readonly changes: EC2Client;
  readonly describes: CallBudget;
  readonly mutations: CallBudget;
  /** Null where the endpoint has no Service Quotas. */
  readonly quotas: ServiceQuotasClient | null;
  readonly quotaReads: CallBudget;
  /** Null where the endpoint has no CloudTrail. */
  readonly trail: CloudTrailClient | null;
  readonly trailReads: CallBudget;
  /** Whether the endpoint knows single rules, with ids and tags of their own; asked once. */
  knowsRules(): Promise<boolean>;
  /** Gets credentials that can sign now, so that no call is begun that cannot be signed. */
  ready(): Promise<void>;
}

export interface Ec2Clients {
  /**
   * The connection, after proving that its credentials belong to exactly that account. Throws `WrongAccount` when
   * they belong to another, and whatever STS says when they are not accepted. `first`: its calls go before all others.
   */
  connect(accountId: string, region: string, purpose: Purpose, first?: boolean): Promise<Connection>;
  close(): void;
}

/** The credentials are another account's: nothing may be called with them. */
export class WrongAccount extends Error {
  override readonly name = "WrongAccount";
}

/** No request may take longer: after it, what a call did is unknown and is settled by reading. */
export const REQUEST_DEADLINE_MS = 20_000;
const CONNECTION_DEADLINE_MS = 5_000;

export interface ClientRules {
  readonly access: (accountId: string) => AccountAccess | undefined;
  /** May a request go to this origin? The sandbox's alone, or for real accounts none of this machine but named ones. */
  readonly mayCall: (origin: string) => boolean;
  readonly requestDeadlineMs?: number;
  /** Where the calls to an account and Region are counted; by this process alone when absent. */
  readonly budget?: (place: BudgetPlace, first: boolean) => CallBudget;
}

function requestHandler(rules: ClientRules) {
  return {
    connectionTimeout: CONNECTION_DEADLINE_MS,
    requestTimeout: rules.requestDeadlineMs ?? REQUEST_DEADLINE_MS,
    // Without this the SDK only warns, and a lost answer would be waited for without an end.
    throwOnRequestTimeout: true,
  };
}

/** None is kept for the next request. */
const ownConnections = (rules: ClientRules) => ({
  ...requestHandler(rules),
  httpAgent: { keepAlive: false },
  httpsAgent: { keepAlive: false },
});

/** EC2-compatible clouds may know groups alone: they answer that there is no such action. */
async function askForRules(ec2: EC2Client, describes: CallBudget): Promise<boolean> {
  try {
    await readCall("DescribeSecurityGroupRules", describes, () =>
      ec2.send(new DescribeSecurityGroupRulesCommand({ MaxResults: 5 })),
    );
    return true;
  } catch (error) {
    if (error instanceof ReadFailed && isUnknownOperation(error.failure)) return false;
    throw error;
  }
}

/**
 * Builds clients on demand and keeps them. The SDK never retries by itself: for a mutation a retry would be a second
 * call without an intent of its own, for a read it would be outside the budget.
 */
export function createEc2Clients(rules: ClientRules): Ec2Clients {
  const connections = new Map<string, { connection: Connection; sts: STSClient }>();

  const budget = rules.budget ?? ownBudgets();

  const build = (accountId: string, region: string, purpose: Purpose, first: boolean) => {
    const access = rules.access(accountId);
    if (access === undefined) throw new Error(`No access is configured for the account ${accountId}.`);
    const credentials = credentialsOf(access.credentials[purpose], region, access.stsEndpoint, rules.mayCall);
    const common = { region, credentials, maxAttempts: 1, requestHandler: requestHandler(rules) };
    const ec2Endpoint = access.ec2Endpoint === null ? {} : { endpoint: access.ec2Endpoint };
    const ec2 = new EC2Client({ ...common, ...ec2Endpoint });
    const changes = new EC2Client({
      ...common,
      ...ec2Endpoint,
      credentials: ec2.config.credentials,
      requestHandler: ownConnections(rules),
    });
    const sts = new STSClient({
      ...common,
      ...(access.stsEndpoint === null ? {} : { endpoint: access.stsEndpoint }),
    });
    const quotas =
      access.quotasEndpoint === "none"
        ? null
        : new ServiceQuotasClient({
            ...common,
            ...(access.quotasEndpoint === null ? {} : { endpoint: access.quotasEndpoint }),
          });
    const trail =
      access.trailEndpoint === "none"
        ? null
        : new CloudTrailClient({
            ...common,
            ...(access.trailEndpoint === null ? {} : { endpoint: access.trailEndpoint }),
          });
    if (trail !== null) guardEndpoints(trail.middlewareStack, rules.mayCall);
    if (quotas !== null) guardEndpoints(quotas.middlewareStack, rules.mayCall);
    for (const client of [ec2, changes]) guardEndpoints(client.middlewareStack, rules.mayCall);
    guardEndpoints(sts.middlewareStack, rules.mayCall);
    const describes = budget({ accountId, region, kind: "describes" }, first);
    const mutations = budget({ accountId, region, kind: "mutations" }, first);
    let knowsRules: Promise<boolean> | undefined;
    const connection: Connection = {
      ec2,
      changes,
      describes,
      mutations,
      quotas,
      quotaReads: quotaBucket(),
      trail,
      trailReads: trailBucket(),
      knowsRules: () => {
        knowsRules ??= askForRules(ec2, describes).catch((error: unknown) => {
          knowsRules = undefined;
          throw error;
        });
        return knowsRules;
      },
      ready: async () => {
        await ec2.config.credentials();
      },
    };
    return { connection, sts };
  };

  return {
    async connect(accountId, region, purpose, first = false) {
      const key = `${accountId}/${region}/${purpose}/${first}`;
      const kept = connections.get(key) ?? build(accountId, region, purpose, first);
      connections.set(key, kept);
      const identity = await kept.sts.send(new GetCallerIdentityCommand({}));
      if (identity.Account !== accountId) {
        throw new WrongAccount(
          `The credentials for ${accountId} belong to the account ${identity.Account ?? "nobody"}.`,
        );
      }
      return kept.connection;
    },
    close() {
      for (const { connection, sts } of connections.values()) {
        connection.ec2.destroy();
        connection.changes.destroy();
        connection.quotas?.destroy();
        connection.trail?.destroy();
        sts.destroy();
      }
      connections.clear();
    },
  };
}
