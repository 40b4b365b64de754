import { describe, expect, it } from "vitest";
import { groupOf, interfaceOf } from "#lib/core/testing/estate.ts";
import { groupManagedBy, interfaceManagedBy, isDefaultGroup, keepsItsRules } from "./managed-by.ts";

const byTags = (tags: Record<string, string>) => groupManagedBy(groupOf("sg-1", [], { tags }))?.controller;
const byName = (name: string) => groupManagedBy(groupOf("sg-1", [], { name }))?.controller;

describe("who manages a group", () => {
  it.each([
    [{ "aws:eks:cluster-name": "c", "aws:cloudformation:stack-name": "s" }, "EKS"],
    [{ "kubernetes.io/cluster/prod": "owned" }, "EKS"],
    [{ "elbv2.k8s.aws/cluster": "prod" }, "EKS"],
    [{ "aws:cloudformation:stack-name": "s" }, "CloudFormation"],
    [{ "aws:autoscaling:groupName": "g" }, "Auto Scaling"],
    [{ Terraform: "true" }, "Terraform"],
    [{ ManagedBy: "terraform" }, "Terraform"],
    [{ "managed-by": "OpenTofu" }, "Terraform"],
    [{ terraform: "false" }, undefined],
    [{ "managed-by": "people" }, undefined],
    [{ Name: "web" }, undefined],
  ])("tags %j: %s", (tags, controller) => expect(byTags(tags)).toBe(controller));

  it.each([
    ["eks-cluster-sg-prod-123", "EKS"],
    ["k8s-traffic-prod-1", "EKS"],
    ["rds-ec2-1", "RDS"],
    ["default_elb_1234", "Elastic Load Balancing"],
    ["terraform-20240101120000000000000001", "Terraform"],
    ["terraform-notes", undefined],
    ["web", undefined],
    ["default", undefined],
  ])("the name %s: %s", (name, controller) => expect(byName(name)).toBe(controller));

  it.each([
    ["EKS", true],
    ["Auto Scaling", true],
    ["AWS service", true],
    ["Terraform", false],
    ["CloudFormation", false],
  ] as const)("%s writes its rules by itself: %s", (controller, keeps) =>
    expect(keepsItsRules(controller)).toBe(keeps),
  );

  it("knows the VPC's own default group", () => {
    expect(isDefaultGroup(groupOf("sg-1", [], { name: "default" }))).toBe(true);
    expect(isDefaultGroup(groupOf("sg-1", [], { name: "Default" }))).toBe(false);
  });
});

describe("who owns an interface", () => {
  it.each([
    [{}, undefined],
    [{ instanceId: null, deviceIndex: null }, undefined],
    [{ requesterId: "amazon-elb", requesterManaged: true, instanceId: null }, "Elastic Load Balancing"],
    [{ interfaceType: "network_load_balancer" }, "Elastic Load Balancing"],
    [{ requesterId: "amazon-rds", requesterManaged: true, instanceId: null }, "RDS"],
    [{ interfaceType: "lambda" }, "Lambda"],
    [{ interfaceType: "vpc_endpoint" }, "AWS service"],
    [{ interfaceType: "efa" }, undefined],
    [{ requesterId: "123456789012", requesterManaged: true, instanceId: null }, "AWS service"],
  ])("%j: %s", (more, controller) =>
    expect(interfaceManagedBy(interfaceOf("eni-1", [], [], more))?.controller).toBe(controller),
  );
});
