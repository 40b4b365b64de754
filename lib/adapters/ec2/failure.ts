/** What a failed call tells: whether it can have had an effect, and whether to try again. */

export interface CallFailure {
  /**
   * `refused`: EC2 said no, nothing was done. `throttled`: not now, nothing was done. `not-sent`: it never left, or
   * no connection was made. `credentials`: not accepted as signed now, nothing was done. `unknown`: it may have
   * been done.
   */
  readonly kind: "refused" | "throttled" | "not-sent" | "credentials" | "unknown";
  /** EC2's error code, or the SDK's name for what happened. */
  readonly code: string;
  readonly message: string;
}

const THROTTLED = new Set([
  "RequestLimitExceeded",
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "SlowDown",
  "EC2ThrottledException",
  "BandwidthLimitExceeded",
]);

const CREDENTIALS = new Set([
  "AuthFailure",
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "MissingAuthenticationToken",
  "UnrecognizedClientException",
  "Blocked",
]);

/** Nothing of the request can have arrived: there was no connection. */
const NO_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads an error thrown by an SDK client. What is not certain is `unknown`: the worse of both. */
export function classifyFailure(error: unknown): CallFailure {
  if (!(error instanceof Error)) return { kind: "unknown", code: "Unknown", message: String(error) };
  const status = statusOf(error);
  const systemCode = "code" in error ? text(error.code) : "";
  const code = error.name === "Error" && systemCode !== "" ? systemCode : error.name;
  const failure = (kind: CallFailure["kind"]): CallFailure => ({ kind, code, message: error.message });
  if (error.name === "CredentialsProviderError") return failure("credentials");
  if (THROTTLED.has(code)) return failure("throttled");
  if (CREDENTIALS.has(code)) return failure("credentials");
  if (NO_CONNECTION.has(systemCode)) return failure("not-sent");
  if (status !== undefined && status >= 400 && status < 500) return failure("refused");
  return failure("unknown");
}

/** The HTTP status of an answer that was really an error answer; an unreadable 200 has none here. */
function statusOf(error: Error): number | undefined {
  if (!("$metadata" in error) || !("$fault" in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

/** Whether the endpoint simply does not know this operation, as EC2-compatible clouds say it. */
export const isUnknownOperation = (failure: CallFailure): boolean =>
  failure.code === "InvalidAction" || failure.code === "UnsupportedOperation";
