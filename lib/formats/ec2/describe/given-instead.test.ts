import { describe, expect, it } from "vitest";
import { givenDocument, whyNoJson } from "./given-instead.ts";

describe("a text that is no JSON is told what to run instead", () => {
  it.each([
    [
      "text output",
      "SECURITYGROUPS\tlaunch-wizard\t111111111111\tsg-1\n",
      "describe-security-groups --output json",
    ],
    ["text output of interfaces", "NETWORKINTERFACES\teu-1a\n", "describe-network-interfaces --output json"],
    ["text output of something else", "ADDRESSES\teipalloc-1\n", "Run the command again with --output json."],
    ["a table", "-----------\n|  DescribeSecurityGroups  |\n+----+\n", "printed with --output table"],
    ["YAML", "SecurityGroups:\n- GroupId: sg-1\n", "describe-security-groups --output json"],
    ["YAML in a stream", "- Vpcs:\n  - VpcId: vpc-1\n", "describe-vpcs --output json"],
    ["a complaint", "\nAn error occurred (UnauthorizedOperation) when calling", "(UnauthorizedOperation)"],
    ["a web page", "<!DOCTYPE html><html>", "a web page"],
    ["XML", '<?xml version="1.0"?><DescribeVpcsResponse>', "It is XML"],
    ["nothing", "  \n", "It is empty"],
    ["a zip", "PK\u0003\u0004....", "call it .zip"],
  ])("%s", (_what, text, expected) => expect(whyNoJson(text)).toContain(expected));

  it("and nothing is made up about the rest", () => {
    expect(whyNoJson('{"SecurityGroups": [')).toBeNull();
    expect(whyNoJson("hello")).toBeNull();
  });
});

describe("a JSON document", () => {
  it("is an answer by its key", () => {
    expect(givenDocument({ SecurityGroups: [] })).toEqual({ kind: "answer" });
  });

  it.each([
    ["a list", [{ GroupId: "sg-1", IpPermissions: [] }], "aws ec2 describe-security-groups --output json"],
    ["a reservation", { ReservationId: "r-1", Instances: [] }, "aws ec2 describe-instances --output json"],
    ["a list of lists", [[{ InstanceId: "i-1" }]], "aws ec2 describe-instances --output json"],
    ["one item", { NetworkInterfaceId: "eni-1" }, "aws ec2 describe-network-interfaces --output json"],
  ])("picked with --query is no answer: %s", (_what, json, expected) => {
    const given = givenDocument(json);
    expect(given).toMatchObject({ kind: "mistaken", reason: expect.stringContaining(expected) });
    expect(given).toMatchObject({ reason: expect.stringContaining("--query") });
  });

  it.each([
    ["another listing", { NatGateways: [] }, "It lists NatGateways"],
    ["a listing whose key items of ours have, too", { Instances: [] }, "It lists Instances"],
    ["a Terraform state", { version: 4, terraform_version: "1.9" }, "Terraform state"],
    ["a list of other things", ["a"], "a list of something else"],
    ["a number", 7, "no answer"],
  ])("of something else may stand beside: %s", (_what, json, expected) => {
    expect(givenDocument(json)).toMatchObject({ kind: "other", reason: expect.stringContaining(expected) });
  });
});
