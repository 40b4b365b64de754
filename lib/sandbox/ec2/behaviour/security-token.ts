import { randomBytes } from "node:crypto";
import type { AssumeRoleRequest, AssumeRoleResponse, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import type { Change } from "../change.ts";
import { Refusal } from "../refusal.ts";
import type { Session } from "../state.ts";
import type { Call, Outcome } from "./call.ts";

export function getCallerIdentity(call: Call): GetCallerIdentityResponse {
  const { account: Account, arn: Arn, userId: UserId } = call.principal;
  return { Account, Arn, UserId };
}

/** The role must trust the caller's account and, where it names an external id, be given exactly that. */
export function assumeRole(call: Call, input: AssumeRoleRequest): Outcome<AssumeRoleResponse> {
  const arn = input.RoleArn ?? "";
  const [, account = "", name = ""] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const role = call.state.accounts[account]?.roles.find((candidate) => candidate.name === name);
  const mayAssume =
    role?.trustedAccounts.includes(call.account) === true &&
    (role.externalId === undefined || role.externalId === input.ExternalId);
  // As real STS: a role that is not there and one that does not trust you read the same.
  if (role === undefined || !mayAssume) {
    const text = `User: ${call.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    throw new Refusal("AccessDenied", text, 403);
  }
  const sessionName = checkedSessionName(input.RoleSessionName ?? "");
  const session: Session = {
    accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secret: randomBytes(30).toString("base64"),
    token: randomBytes(96).toString("base64"),
    account,
    role: role.name,
    name: sessionName,
    expires: call.now + checkedDuration(input.DurationSeconds) * 1000,
  };
  return {
    output: {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secret,
        SessionToken: session.token,
        Expiration: new Date(session.expires),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROA${role.name}:${sessionName}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`,
      },
    },
    changes: [...expiredLongAgo(call), { collection: "sessions", id: session.accessKeyId, value: session }],
  };
}

const day = 24 * 60 * 60 * 1000;

/** Kept for a day, so that a late caller still hears "expired" and not "unknown". */
const expiredLongAgo = (call: Call): readonly Change[] =>
  Object.values(call.state.sessions)
    .filter((session) => session.expires + day < call.now)
    .map((session) => ({ collection: "sessions", id: session.accessKeyId, value: null }));

function checkedSessionName(name: string): string {
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw new Refusal("ValidationError", `The role session name '${name}' must have 2 to 64 of [\\w+=,.@-]`);
}

function checkedDuration(seconds = 3600): number {
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw new Refusal(
    "ValidationError",
    `The requested DurationSeconds ${seconds} is not between 900 and 43200`,
  );
}
