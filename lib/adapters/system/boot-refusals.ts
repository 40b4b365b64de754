import { isEveryAddress, isLoopbackHost } from "./loopback-host.ts";

/** Each function answers why a process must not start, in one sentence, or `undefined` when it may. */

type Source = Readonly<Record<string, string | undefined>>;

const credentialVariables = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_CONFIG_FILE",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
];

/** Web never talks to AWS, so that whoever takes it over holds no key to a firewall. */
export function refuseCredentialsInWeb(source: Source): string | undefined {
  const found = credentialVariables.filter((name) => source[name]);
  if (found.length === 0) return undefined;
  return `Web holds no AWS credentials, and its environment has ${found.join(", ")}: remove them, or give them to the worker alone.`;
}

/** Real accounts need people who are who they say they are. */
export function refuseRealWithoutIssuer(
  aws: "sandbox" | "real",
  issuer: string | undefined,
): string | undefined {
  if (aws === "sandbox" || issuer !== undefined) return undefined;
  return "Real AWS is asked for (SALLYPORT_AWS=real) and no identity provider is named: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.";
}

/** An issuer on this machine, or the sandbox's own, lets anybody sign in as anybody. */
export function isDemoIssuer(issuer: string, sandboxIssuer: string | undefined): boolean {
  return issuer === sandboxIssuer || isLoopbackHost(new URL(issuer).hostname);
}

/** While the demo's identity provider is trusted, no real account may be touched. */
export function refuseDemoIssuerWithRealAws(
  aws: "sandbox" | "real",
  issuer: string | undefined,
  sandboxIssuer: string | undefined,
): string | undefined {
  if (aws === "sandbox" || issuer === undefined || !isDemoIssuer(issuer, sandboxIssuer)) return undefined;
  return "Real AWS is asked for (SALLYPORT_AWS=real) while OIDC_ISSUER names a demo identity provider, where anybody signs in as anybody: name the real one.";
}

/** Whoever signed in to the demo kept their roles and sessions: that database must not decide about real accounts. */
export function refuseDemoPeopleWithRealAws(
  aws: "sandbox" | "real",
  knownIssuers: readonly string[],
  sandboxIssuer: string | undefined,
): string | undefined {
  if (aws === "sandbox" || !knownIssuers.some((issuer) => isDemoIssuer(issuer, sandboxIssuer)))
    return undefined;
  return "Real AWS is asked for (SALLYPORT_AWS=real) and the database knows the demo's people, who could still hold roles and sessions: use another database (DATABASE_URL, or another SALLYPORT_DATA).";
}

/** The sandbox's accounts only, unless real AWS was asked for by name. */
export function refuseAccountsInSandbox(
  aws: "sandbox" | "real",
  accountsFile: string | undefined,
): string | undefined {
  if (aws === "real" || accountsFile === undefined) return undefined;
  return "SALLYPORT_ACCOUNTS_FILE lists accounts while SALLYPORT_AWS is not real: the demo never touches an account but the sandbox's own.";
}

/** Real AWS with nothing to look at is a mistake, not a choice. */
export function refuseRealWithoutAccounts(
  aws: "sandbox" | "real",
  accountsFile: string | undefined,
): string | undefined {
  if (aws === "sandbox" || accountsFile !== undefined) return undefined;
  return "Real AWS is asked for (SALLYPORT_AWS=real) and SALLYPORT_ACCOUNTS_FILE names no list of accounts.";
}

/** A client with real credentials must not be talked into a server on this machine. */
export function refuseLoopbackEndpoint(endpoint: string, allowed: readonly string[]): string | undefined {
  if (!isLoopbackHost(new URL(endpoint).hostname) || allowed.includes(endpoint)) return undefined;
  return `The endpoint ${endpoint} is on this machine, and real credentials would be sent to it: name it in LOOPBACK_ENDPOINTS if that is meant.`;
}

/** Over plain HTTP anybody on the way reads a session's cookie, and with it opens firewalls. */
export function refusePlainHttpWithRealAws(
  aws: "sandbox" | "real",
  publicUrl: string | undefined,
): string | undefined {
  if (aws === "sandbox" || publicUrl === undefined) return undefined;
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:" || isLoopbackHost(hostname)) return undefined;
  return `Real AWS is asked for (SALLYPORT_AWS=real) and SALLYPORT_URL is ${publicUrl}: sessions would cross the network unencrypted. Put TLS in front and name the https address.`;
}

/** The demo's doors are open to everybody who reaches them. */
export function refusePublicDemo(aws: "sandbox" | "real", address: string): string | undefined {
  if (aws === "real" || (isLoopbackHost(address) && !isEveryAddress(address))) return undefined;
  return `The demo listens on this machine only, and BIND_ADDRESS is ${address}: anybody there could sign in as anybody.`;
}
