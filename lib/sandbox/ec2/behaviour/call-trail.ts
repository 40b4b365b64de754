/**
 * CloudTrail's event history, told from the sandbox's own request log: what changed EC2, by whom, from where, with which
 * program. As there, an event shows minutes after the call, and newest first.
 */
import { z } from "zod";
import { invalidAction, Refusal } from "../refusal.ts";
import type { RequestEntry } from "../request-log.ts";
import type { Call } from "./call.ts";

const seconds = z.number().transform((value) => value * 1_000);

const inputSchema = z.object({
  LookupAttributes: z
    .array(z.object({ AttributeKey: z.string(), AttributeValue: z.string() }))
    .max(1)
    .default([]),
  StartTime: seconds.optional(),
  EndTime: seconds.optional(),
  MaxResults: z.int().min(1).max(50).default(50),
  NextToken: z.string().optional(),
});

interface TrailEvent {
  readonly EventId: string;
  readonly EventName: string;
  readonly EventSource: string;
  /** Seconds since 1970, as JSON services write times. */
  readonly EventTime: number;
  readonly Username: string;
  readonly ReadOnly: "false";
  readonly Resources: readonly { readonly ResourceType: string; readonly ResourceName: string }[];
  readonly CloudTrailEvent: string;
}

export interface LookedUp {
  readonly Events: readonly TrailEvent[];
  readonly NextToken?: string;
}

export function lookupEvents(call: Call, input: unknown): LookedUp {
  if (call.reduced) throw invalidAction("LookupEvents");
  const read = inputSchema.safeParse(input);
  if (!read.success)
    throw new Refusal("InvalidLookupAttributesException", "The lookup attributes are not valid.");
  const {
    LookupAttributes: [attribute],
    StartTime,
    EndTime,
    MaxResults,
    NextToken,
  } = read.data;
  const found = call
    .trail()
    .filter(({ mutating, account, region }) => mutating && account === call.account && region === call.region)
    .filter(({ time }) => {
      const at = Date.parse(time);
      return (
        at + call.trailDelayMilliseconds <= call.now && at >= (StartTime ?? 0) && at <= (EndTime ?? call.now)
      );
    })
    .map((entry) => ({ entry, groupIds: groupIdsIn(entry.parameters) }))
    .filter(({ entry, groupIds }) => attribute === undefined || matches(attribute, entry, groupIds))
    .reverse();
  const from = Number(NextToken ?? 0);
  if (!Number.isInteger(from) || from < 0)
    throw new Refusal("InvalidNextTokenException", "The token is not valid.");
  const page = found.slice(from, from + MaxResults).map(({ entry, groupIds }) => eventOf(entry, groupIds));
  const next = from + MaxResults;
  return { Events: page, ...(next < found.length ? { NextToken: `${next}` } : {}) };
}

function matches(
  { AttributeKey, AttributeValue }: { readonly AttributeKey: string; readonly AttributeValue: string },
  { action }: RequestEntry,
  groupIds: readonly string[],
): boolean {
  if (AttributeKey === "ResourceName") return groupIds.includes(AttributeValue);
  if (AttributeKey === "EventName") return action === AttributeValue;
  throw new Refusal("InvalidLookupAttributesException", `The sandbox looks nothing up by ${AttributeKey}.`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function groupIdsIn(parameters: unknown): readonly string[] {
  if (!isObject(parameters)) return [];
  const { GroupId, Groups } = parameters;
  const named = [GroupId, ...(Array.isArray(Groups) ? Groups : [])];
  return named.filter((id) => typeof id === "string");
}

/** CloudTrail writes EC2's parameters with small initials, and lists as `{ items: [...] }`. */
function asTrail(value: unknown): unknown {
  if (Array.isArray(value)) return { items: value.map(asTrail) };
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name === "UserIdGroupPairs" ? "groups" : name.charAt(0).toLowerCase() + name.slice(1),
      asTrail(member),
    ]),
  );
}

function eventOf(entry: RequestEntry, groupIds: readonly string[]): TrailEvent {
  const { requestId, action, time, account, region, principal = "", parameters, code, agent } = entry;
  const name = principal.split("/").at(-1) ?? "";
  const isRole = principal.includes(":assumed-role/");
  const at = `${time.slice(0, 19)}Z`;
  const record = {
    eventVersion: "1.11",
    userIdentity: {
      type: isRole ? "AssumedRole" : "IAMUser",
      arn: principal,
      accountId: account,
      ...(isRole ? {} : { userName: name }),
    },
    eventTime: at,
    eventSource: "ec2.amazonaws.com",
    eventName: action,
    awsRegion: region,
    sourceIPAddress: "127.0.0.1",
    userAgent: agent ?? "",
    requestParameters: asTrail(parameters),
    ...(code === "Success" ? {} : { errorCode: code }),
    requestID: requestId,
    eventID: requestId,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
  };
  return {
    EventId: requestId,
    EventName: action,
    EventSource: "ec2.amazonaws.com",
    EventTime: Date.parse(at) / 1_000,
    Username: name,
    ReadOnly: "false",
    Resources: groupIds.map((ResourceName) => ({ ResourceType: "AWS::EC2::SecurityGroup", ResourceName })),
    CloudTrailEvent: JSON.stringify(record),
  };
}
