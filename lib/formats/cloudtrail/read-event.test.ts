import { expect, it } from "vitest";
import { originOf, readTrailEvent } from "./read-event.ts";

const KEY = "ingress tcp 22:22 192.0.2.7/32";
const event = (name: string, record: object, at = "2030-01-01T10:00:00Z", Username = "kim") => ({
  EventId: `${name} ${at}`,
  EventName: name,
  EventTime: new Date(at),
  Username,
  CloudTrailEvent: JSON.stringify({
    eventSource: "ec2.amazonaws.com",
    userIdentity: { type: "IAMUser", arn: `arn:aws:iam::111122223333:user/${Username}` },
    sourceIPAddress: "198.51.100.4",
    userAgent: "console.ec2.amazonaws.com",
    ...record,
  }),
});
const permissions = (cidrIp: string) => ({
  requestParameters: {
    groupId: "sg-1",
    ipPermissions: {
      items: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp }] }, groups: {} }],
    },
  },
});
const call = (...given: Parameters<typeof event>) => {
  const read = readTrailEvent(event(...given));
  if (read === null) throw new Error("It tells of a change.");
  return read;
};

it("tells who let a rule in, from where and with what, and which rule it was", () => {
  const read = call("AuthorizeSecurityGroupIngress", permissions("192.0.2.7/32"));
  expect(read).toMatchObject({
    who: "kim",
    from: "198.51.100.4",
    at: "2030-01-01T10:00:00.000Z",
    rules: [`appeared ${KEY}`],
  });
  expect(originOf("appeared", KEY, [read])).toMatchObject({ certainty: "exact", who: "kim" });
  expect(originOf("gone", KEY, [read])).toBeNull();
});

it("believes no call that EC2 refused, that is another service's, or that cannot be read", () => {
  const name = "AuthorizeSecurityGroupIngress";
  expect(readTrailEvent(event(name, { errorCode: "Client.UnauthorizedOperation" }))).toBeNull();
  expect(readTrailEvent(event(name, { eventSource: "s3.amazonaws.com" }))).toBeNull();
  expect(readTrailEvent(event("DescribeSecurityGroups", {}))).toBeNull();
  expect(readTrailEvent(event("constructor", {}))).toBeNull();
  expect(readTrailEvent({ ...event(name, {}), CloudTrailEvent: "{" })).toBeNull();
});

it("takes the last call that names the rule, else the only caller, else nobody", () => {
  const first = call("AuthorizeSecurityGroupIngress", permissions("192.0.2.7/32"));
  const later = call(
    "AuthorizeSecurityGroupIngress",
    permissions("192.0.2.7/32"),
    "2030-01-01T11:00:00Z",
    "lee",
  );
  const other = call(
    "AuthorizeSecurityGroupIngress",
    permissions("192.0.2.8/32"),
    "2030-01-01T12:00:00Z",
    "max",
  );
  expect(originOf("appeared", KEY, [first, later, other])).toMatchObject({ who: "lee", certainty: "exact" });
  const modify = call("ModifySecurityGroupRules", {}, "2030-01-01T12:00:00Z", "ann");
  expect(originOf("gone", KEY, [other, modify])).toMatchObject({ who: "ann", certainty: "likely" });
  const byId = call("RevokeSecurityGroupIngress", {}, "2030-01-01T12:30:00Z", "bob");
  expect(originOf("gone", KEY, [modify, byId])).toBeNull();
});

it("cuts what others wrote to a length, and reads permissions of any shape", () => {
  const read = call("RevokeSecurityGroupEgress", {
    sourceIPAddress: "x".repeat(9_000),
    userAgent: "\u202eevil".repeat(900),
    requestParameters: { ipPermissions: [["no list"]] },
  });
  expect([read.from.length, read.agent.length, read.rules]).toEqual([200, 300, []]);
});
