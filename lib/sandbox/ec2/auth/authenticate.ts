import { Refusal } from "../refusal.ts";
import type { CloudState, Policy } from "../state.ts";
import type { Dialect } from "../wire/decode-query.ts";
import { isSignedWith, parseAuthorization, parseStamp, type SignedRequest } from "./signature.ts";

/** Who a request comes from, as its signature proves. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly policy: Policy;
  readonly region: string;
  readonly service: Dialect;
}

interface Credential {
  readonly secret: string;
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly policy: Policy;
  readonly token?: string | undefined;
  readonly expires?: number | undefined;
}

/**
 * Proves who signed a request. The services refuse in their own words: EC2 says `AuthFailure` for whatever it
 * cannot validate, STS tells unknown keys (`InvalidClientTokenId`) from wrong secrets (`SignatureDoesNotMatch`).
 * EC2-FACTS, "request life": refused as `RequestExpired` so many milliseconds after its stamp (15 minutes).
 */
export function authenticate(
  state: CloudState,
  request: SignedRequest,
  now: number,
  lifeMilliseconds: number,
): Principal {
  const given = parseAuthorization(request.headers.authorization ?? "");
  if (given === undefined)
    throw new Refusal("MissingAuthenticationToken", "Missing Authentication Token", 403);
  const { service, region } = given;
  if (service !== "ec2" && service !== "sts" && service !== "servicequotas" && service !== "cloudtrail") {
    throw new Refusal(
      "SignatureDoesNotMatch",
      `Credential should be scoped to ec2, sts, servicequotas or cloudtrail, not '${service}'.`,
      403,
    );
  }
  const credential = findCredential(state, given.accessKeyId);
  if (credential === undefined || credential.token !== request.headers["x-amz-security-token"]) {
    throw service === "ec2" ? authFailure() : invalidToken();
  }
  const stamp = parseStamp(request.headers["x-amz-date"] ?? "");
  if (stamp === undefined || !isSignedWith(credential.secret, request, given)) {
    throw service === "ec2" ? authFailure() : signatureMismatch();
  }
  if (Math.abs(now - stamp) > lifeMilliseconds) throw requestExpired();
  if (credential.expires !== undefined && credential.expires <= now) {
    throw service === "ec2" ? requestExpired() : expiredToken();
  }
  // A Region that the account has not enabled does not know its credentials.
  if (service !== "sts" && state.accounts[credential.account]?.regions[region] === undefined) {
    throw service === "ec2" ? authFailure() : unrecognizedClient();
  }
  const { account, arn, userId, policy } = credential;
  return { account, arn, userId, policy, region, service };
}

function findCredential(state: CloudState, accessKeyId: string): Credential | undefined {
  for (const account of Object.values(state.accounts)) {
    const key = account.accessKeys.find((candidate) => candidate.id === accessKeyId);
    if (key === undefined) continue;
    const arn = `arn:aws:iam::${account.id}:user/${key.user}`;
    return { secret: key.secret, policy: key.policy, account: account.id, arn, userId: key.id };
  }
  const session = state.sessions[accessKeyId];
  if (session === undefined) return undefined;
  const role = state.accounts[session.account]?.roles.find((candidate) => candidate.name === session.role);
  if (role === undefined) return undefined;
  return {
    secret: session.secret,
    token: session.token,
    expires: session.expires,
    policy: role.policy,
    account: session.account,
    arn: `arn:aws:sts::${session.account}:assumed-role/${session.role}/${session.name}`,
    userId: `AROA${session.role}:${session.name}`,
  };
}

const authFailure = (): Refusal =>
  new Refusal("AuthFailure", "AWS was not able to validate the provided access credentials", 401);

const requestExpired = (): Refusal => new Refusal("RequestExpired", "Request has expired.");

const expiredToken = (): Refusal =>
  new Refusal("ExpiredToken", "The security token included in the request is expired", 403);

const unrecognizedClient = (): Refusal =>
  new Refusal("UnrecognizedClientException", "The security token included in the request is invalid.");

const invalidToken = (): Refusal =>
  new Refusal("InvalidClientTokenId", "The security token included in the request is invalid.", 403);

const signatureMismatch = (): Refusal =>
  new Refusal(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
    403,
  );
