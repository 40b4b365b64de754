import {
  AuthorizeSecurityGroupIngressCommand,
  AuthorizeSecurityGroupIngressRequest$,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupsResult$,
  EC2Client,
} from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { successXml } from "./answer.ts";
import { decodeInput } from "./decode-query.ts";
import { encodeOutput } from "./encode-xml.ts";
import { parseParameters } from "./query-parameters.ts";

/** An SDK client whose network is a function: what it sends comes in, what it shall read goes out. */
function clientOver(answer: (body: string) => string): EC2Client {
  return new EC2Client({
    region: "eu-central-1",
    endpoint: "http://127.0.0.1:1",
    credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { body: string }) => ({
        response: { statusCode: 200, headers: {}, body: Buffer.from(answer(request.body)) },
      }),
    },
  });
}

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).map((one) => one.toWellFormed());
const port = fc.integer({ min: -1, max: 65535 });
const described = { Description: text };
const permission = fc.record(
  {
    IpProtocol: text,
    FromPort: port,
    ToPort: port,
    IpRanges: fc.array(fc.record({ CidrIp: text, ...described }), { minLength: 1, maxLength: 3 }),
    UserIdGroupPairs: fc.array(fc.record({ GroupId: text, UserId: text }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["IpProtocol"] },
);

describe("the codec", () => {
  it("decodes whatever the SDK encodes", async () => {
    const input = fc.record({
      GroupId: text,
      IpPermissions: fc.array(permission, { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(input, async (sent) => {
        let received: unknown;
        const client = clientOver((body) => {
          received = decodeInput(AuthorizeSecurityGroupIngressRequest$, parseParameters(body), "ec2");
          return "<R/>";
        });
        await client.send(new AuthorizeSecurityGroupIngressCommand(sent));
        expect(received).toEqual(sent);
      }),
    );
  });

  it("encodes what the SDK decodes to the same, whatever XML 1.0 can carry", async () => {
    const legal = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((one) => one.trim() === one && !/[\p{Cc}\ufffe\uffff]/u.test(one));
    const group = fc.record({
      GroupId: legal,
      GroupName: legal,
      Tags: fc.array(fc.record({ Key: legal, Value: legal }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(group, { maxLength: 3 }), async (SecurityGroups) => {
        const members = encodeOutput(DescribeSecurityGroupsResult$, { SecurityGroups });
        const client = clientOver(() => successXml("ec2", "DescribeSecurityGroups", "id", members));
        const answer = await client.send(new DescribeSecurityGroupsCommand({}));
        expect(answer.SecurityGroups).toEqual(SecurityGroups);
      }),
    );
  });
});
