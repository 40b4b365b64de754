/** What else lives in the shop's VPC: services beside the stack, a leftover wizard group, a stale peering reference. */
import { ANYONE, GROUP, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const vpc = VPC.shop;
const WAREHOUSE_ACCOUNT = "777788889999";
const WAREHOUSE_VPC = "vpc-0e7db270d1e216216";
const WAREHOUSE_PEERING = "pcx-0cc8fc5260352a9bf";
const service = { requesterManaged: true };

export const shopNeighbours: EstatePart = {
  peerings: [
    {
      id: WAREHOUSE_PEERING,
      name: "warehouse (sold 2024)",
      requester: { vpc },
      accepter: { account: WAREHOUSE_ACCOUNT, vpc: WAREHOUSE_VPC, cidrs: ["10.90.0.0/16"] },
      status: "deleted",
    },
  ],
  groups: [
    {
      name: "warehouse-sync",
      description: "Stock sync with the warehouse over the peering",
      vpc,
      ingress: [
        {
          ports: 5671,
          group: "sg-09e1fcc46a5157170",
          account: WAREHOUSE_ACCOUNT,
          vpc: WAREHOUSE_VPC,
          peering: WAREHOUSE_PEERING,
          description: "warehouse message bus",
        },
      ],
      tags: { Team: "Logistics" },
    },
    {
      name: "shop-monitoring",
      description: "Prometheus for the shop",
      vpc,
      ingress: [{ ports: 9090, cidr: "10.40.0.0/16", description: "grafana in the platform VPC" }],
    },
    {
      name: "shop-sessions-redis",
      description: "Sessions",
      vpc,
      ingress: [{ ports: 6379, group: GROUP.shopApp }],
    },
    {
      name: "shop-efs",
      description: "Product images",
      vpc,
      ingress: [
        { ports: 2049, group: GROUP.shopWeb },
        { ports: 2049, group: GROUP.shopApp },
      ],
    },
    { name: "shop-thumbnails", description: "Lambda in VPC", vpc, ingress: [] },
    {
      name: "shop-endpoints",
      description: "Interface endpoints",
      vpc,
      ingress: [{ ports: 443, cidr: "10.20.0.0/16" }],
    },
    {
      name: "launch-wizard-3",
      description: "launch-wizard-3 created 2021-11-04T15:31:07.114+01:00",
      vpc,
      ingress: [
        { ports: 22, cidr: ANYONE },
        { ports: 3389, cidr: ANYONE },
      ],
    },
  ],
  instances: [
    {
      name: "shop-prometheus",
      subnet: "shop-private-a",
      address: "10.20.10.60",
      groups: ["shop-monitoring"],
      tags: { Team: "Platform" },
    },
  ],
  interfaces: [
    {
      name: "shop-redis",
      subnet: "shop-private-b",
      addresses: ["10.20.11.50"],
      groups: ["shop-sessions-redis"],
      description: "ElastiCache shop-sessions-001",
      requesterId: "amazon-elasticache",
      ...service,
    },
    {
      name: "shop-efs-a",
      subnet: "shop-private-a",
      addresses: ["10.20.10.51"],
      groups: ["shop-efs"],
      description: "EFS mount target for fs-0c1a4f2d (fsmt-0b7e1d33)",
      requesterId: "amazon-efs",
      type: "efs",
      ...service,
    },
    {
      name: "shop-thumbnails-a",
      subnet: "shop-private-a",
      addresses: ["10.20.10.52"],
      ipv4Prefixes: ["10.20.10.240/28"],
      groups: ["shop-thumbnails"],
      description: "AWS Lambda VPC ENI-shop-thumbnails-1f0c3a",
      requesterId: "amazon-lambda",
      type: "lambda",
      ...service,
    },
    {
      name: "shop-endpoint-ssm",
      subnet: "shop-private-a",
      addresses: ["10.20.10.53"],
      groups: ["shop-endpoints"],
      description: "VPC Endpoint Interface vpce-0d2f6c9e8b1a47350",
      type: "vpc_endpoint",
      ...service,
    },
    {
      name: "shop-nat",
      subnet: "shop-public-a",
      addresses: ["10.20.0.250"],
      publicAddress: "203.0.113.25",
      groups: [],
      description: "Interface for NAT Gateway nat-04c9bd1de0b2f7a61",
      type: "nat_gateway",
      ...service,
    },
  ],
};
