/** How the worker gets at one AWS account: where it is, and whose credentials to read and to write with. */
import { fromIni, fromInstanceMetadata, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@aws-sdk/types";
import { guardEndpoints } from "./endpoint-guard.ts";

export type Purpose = "read" | "write";

/** Chosen explicitly: nothing is ever taken from whatever the SDK's default chain happens to find. */
export interface CredentialChoice {
  readonly base:
    | { readonly kind: "profile"; readonly profile: string }
    | { readonly kind: "instance-role" }
    | { readonly kind: "fixed"; readonly credentials: AwsCredentialIdentity };
  readonly assumeRole: { readonly roleArn: string; readonly externalId: string | null } | null;
}

export interface AccountAccess {
  readonly accountId: string;
  /** Null: AWS's own endpoints. */
  readonly ec2Endpoint: string | null;
  readonly stsEndpoint: string | null;
  /** `none`: an EC2-compatible cloud without Service Quotas, whose limits are assumed. */
  readonly quotasEndpoint: string | "none" | null;
  /** `none`: an EC2-compatible cloud without CloudTrail. */
  readonly trailEndpoint: string | "none" | null;
  readonly credentials: Readonly<Record<Purpose, CredentialChoice>>;
}

function baseCredentials(base: CredentialChoice["base"]): AwsCredentialIdentityProvider {
  switch (base.kind) {
    case "fixed":
      return async () => base.credentials;
    case "instance-role":
      return fromInstanceMetadata({ timeout: 2_000, maxRetries: 2 });
    case "profile":
      return fromIni({ profile: base.profile });
  }
}

/** The credentials of a choice, refreshed by the SDK before they expire. The external id is always sent when known. */
export function credentialsOf(
  choice: CredentialChoice,
  region: string,
  stsEndpoint: string | null,
  mayCall: (origin: string) => boolean,
): AwsCredentialIdentityProvider {
  const base = baseCredentials(choice.base);
  if (choice.assumeRole === null) return base;
  const { roleArn, externalId } = choice.assumeRole;
  return fromTemporaryCredentials({
    masterCredentials: base,
    params: {
      RoleArn: roleArn,
      RoleSessionName: "sallyport",
      ...(externalId === null ? {} : { ExternalId: externalId }),
    },
    clientPlugins: [{ applyToStack: (stack) => guardEndpoints(stack, mayCall) }],
    clientConfig: { region, ...(stsEndpoint === null ? {} : { endpoint: stsEndpoint }) },
  });
}
