/** reports: two groups play its web tier; odd protocols, a self-reference, a reference over a peering that is gone. */
import { ANYONE, GROUP, NETWORK, PREFIX_LIST, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const tags = { Stack: "reports", Team: "Payments" };
const door = GROUP.reportsDoor;

const WAREHOUSE_ACCOUNT = "777788889999";
const WAREHOUSE_PEERING = "pcx-0e810b08a72880e4a";

export const reportsStack: EstatePart = {
  peerings: [
    {
      id: WAREHOUSE_PEERING,
      name: "warehouse, US (sold 2024)",
      requester: { vpc: VPC.reports },
      accepter: { account: WAREHOUSE_ACCOUNT, vpc: "vpc-0ab4c1f0e29d7385b", cidrs: ["10.91.0.0/16"] },
      status: "deleted",
    },
  ],
  vpcs: [{ id: VPC.reports, name: "reports", cidrs: ["10.70.0.0/16"], tags }],
  subnets: [
    { name: "reports-public-a", vpc: VPC.reports, zone: "us-east-1a", cidr: "10.70.0.0/24", public: true },
    { name: "reports-private-b", vpc: VPC.reports, zone: "us-east-1b", cidr: "10.70.10.0/24" },
  ],
  groups: [
    {
      id: GROUP.reportsWeb,
      name: "reports-web",
      description: "Reports: HTTPS",
      vpc: VPC.reports,
      tags,
      ingress: [{ ports: 443, cidr: ANYONE }],
    },
    {
      id: GROUP.reportsWebLegacy,
      name: "reports-web-legacy",
      description: "Reports: plain HTTP, kept for the old portal",
      vpc: VPC.reports,
      tags,
      ingress: [
        { ports: 80, cidr: "0.0.0.0/1" },
        { ports: 80, cidr: "128.0.0.0/1" },
      ],
    },
    {
      id: GROUP.reportsApp,
      name: "reports-app",
      description: "Reports: workers",
      vpc: VPC.reports,
      tags,
      ingress: [
        { ports: 8080, group: GROUP.reportsWeb },
        { ports: 8080, group: GROUP.reportsWebLegacy },
        {
          ports: 8080,
          group: "sg-055fac783a5998165",
          account: WAREHOUSE_ACCOUNT,
          vpc: "vpc-0ab4c1f0e29d7385b",
          peering: WAREHOUSE_PEERING,
          description: "warehouse stock reports",
        },
        { protocol: "-1", group: GROUP.reportsApp, description: "cluster gossip" },
        { protocol: "icmp", ports: [8, -1], cidr: "10.70.0.0/16", description: "ping" },
      ],
    },
    {
      id: GROUP.reportsDb,
      name: "reports-db",
      description: "Reports: MySQL",
      vpc: VPC.reports,
      tags,
      ingress: [
        { ports: 3306, group: GROUP.reportsApp },
        {
          ports: [3300, 3310],
          group: GROUP.reportsApp,
          description: "replication, was too lazy to look up the port",
        },
        { protocol: "50", cidr: "10.70.0.0/16", description: "ipsec esp, old appliance" },
      ],
    },
    {
      id: door,
      name: "reports-ssh-admin",
      description: "Reports: SSH",
      vpc: VPC.reports,
      tags,
      ingress: [
        { ports: 22, cidr: NETWORK.vpn, description: "company VPN" },
        { ports: 22, prefixList: PREFIX_LIST.instanceConnectVirginia, description: "Instance Connect" },
      ],
    },
    {
      name: "reports-sftp-vendors",
      description: "Vendors drop files here",
      vpc: VPC.reports,
      ingress: [
        { ports: 22, cidr: "203.0.113.240/28", description: "Brightmail Ltd." },
        { ports: 22, cidr: "198.51.100.240/30", description: "unknown, asked by sales" },
      ],
      tags: { Team: "Payments" },
    },
    {
      name: "awseb-e-3kq2m7xw9p-stack-AWSEBSecurityGroup-1QX7H0ZJ5LQ2V",
      description: "VPC Security Group",
      vpc: VPC.reports,
      ingress: [{ ports: 80, group: GROUP.reportsWebLegacy }],
      tags: {
        "aws:cloudformation:stack-name": "awseb-e-3kq2m7xw9p-stack",
        "aws:cloudformation:logical-id": "AWSEBSecurityGroup",
        "elasticbeanstalk:environment-name": "reports-legacy",
      },
    },
  ],
  instances: [
    {
      name: "reports-web-1",
      subnet: "reports-public-a",
      address: "10.70.0.10",
      publicAddress: "203.0.113.70",
      groups: [GROUP.reportsWeb, GROUP.reportsWebLegacy, door],
      tags,
    },
    {
      name: "reports-app-1",
      subnet: "reports-private-b",
      address: "10.70.10.20",
      groups: [GROUP.reportsApp, door],
      tags,
    },
    {
      name: "reports-db-1",
      subnet: "reports-private-b",
      address: "10.70.10.30",
      groups: [GROUP.reportsDb, door],
      tags,
    },
    {
      name: "reports-sftp",
      subnet: "reports-public-a",
      address: "10.70.0.40",
      publicAddress: "203.0.113.71",
      groups: ["reports-sftp-vendors"],
      tags,
    },
  ],
};
