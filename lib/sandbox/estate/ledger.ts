/**
 * ledger: everything that goes wrong over five years. SSH is open to the world as two halves under another port
 * range, the app tier to all of 10.0.0.0/8 and not to its web tier, the database to a laptop and not to its app
 * tier; one instance misses the door, one is in two tiers.
 */
import { ANYONE, GROUP, NETWORK, PREFIX_LIST, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const tags = { Stack: "ledger", Team: "Payments", "cost-centre": "4711" };
const door = GROUP.ledgerDoor;

export const ledgerStack: EstatePart = {
  vpcs: [{ id: VPC.ledger, name: "ledger", cidrs: ["10.30.0.0/16"], tags }],
  subnets: [
    { name: "ledger-public-a", vpc: VPC.ledger, zone: "eu-central-1a", cidr: "10.30.0.0/24", public: true },
    { name: "ledger-private-a", vpc: VPC.ledger, zone: "eu-central-1a", cidr: "10.30.10.0/24" },
    { name: "ledger-private-b", vpc: VPC.ledger, zone: "eu-central-1b", cidr: "10.30.11.0/24" },
  ],
  groups: [
    {
      id: GROUP.ledgerWeb,
      name: "ledger-web",
      description: "Ledger front",
      vpc: VPC.ledger,
      tags,
      ingress: [
        { ports: 443, cidr: ANYONE },
        { ports: 80, cidr: ANYONE },
        { ports: 8443, cidr: NETWORK.paymentsPartner, description: "Fjordline callback test" },
      ],
    },
    {
      id: GROUP.ledgerApp,
      name: "ledger-app",
      description: "Ledger services",
      vpc: VPC.ledger,
      tags,
      ingress: [{ ports: 8080, cidr: "10.0.0.0/8", description: "internal" }],
    },
    {
      id: GROUP.ledgerDb,
      name: "ledger-db",
      description: "Ledger MySQL",
      vpc: VPC.ledger,
      tags,
      ingress: [{ ports: 3306, cidr: "203.0.113.77/32", description: "toms laptop - year-end export" }],
    },
    {
      id: door,
      name: "ledger-ssh-admin",
      description: "Ledger admin access",
      vpc: VPC.ledger,
      tags,
      ingress: [
        { ports: [20, 25], cidr: "0.0.0.0/1", description: "see ticket OPS-2291" },
        { ports: [20, 25], cidr: "128.0.0.0/1", description: "see ticket OPS-2291" },
        { ports: 22, prefixList: PREFIX_LIST.offices, description: "offices" },
        { ports: 22, cidr: NETWORK.paymentsPartner, description: "Fjordline support" },
        { ports: 22, cidr: "203.0.113.151/32", description: "stefan home (left in 2023, maybe)" },
        { ports: 22, cidr: "198.51.100.201/32", description: "meeting room 4, no idea who" },
      ],
    },
    {
      name: "ledger-partner-allowlist",
      description: "One rule a partner site, kept by hand",
      vpc: VPC.ledger,
      tags: { Team: "Payments" },
      ingress: Array.from({ length: 52 }, (_, site) => ({
        ports: 443,
        cidr: `203.0.113.${site * 2}/32`,
        description: `partner site ${site + 1}`,
      })),
    },
    {
      name: "ledger-jump-old",
      description: "Do not use",
      vpc: VPC.ledger,
      ingress: [{ ports: 22, group: GROUP.ledgerDoor, description: "who uses this" }],
    },
  ],
  instances: [
    {
      name: "ledger-web-1",
      subnet: "ledger-public-a",
      address: "10.30.0.10",
      publicAddress: "203.0.113.31",
      groups: [GROUP.ledgerWeb, door],
      tags,
    },
    {
      name: "ledger-app-1",
      subnet: "ledger-private-a",
      address: "10.30.10.20",
      groups: [GROUP.ledgerApp, door],
      tags,
    },
    {
      name: "ledger-app-2",
      subnet: "ledger-private-b",
      address: "10.30.11.20",
      groups: [GROUP.ledgerApp, GROUP.ledgerWeb, door],
      tags: { ...tags, note: "temporary web during the July incident" },
    },
    {
      name: "ledger-batch-1",
      subnet: "ledger-private-a",
      address: "10.30.10.21",
      groups: [GROUP.ledgerApp],
      tags,
    },
    {
      name: "ledger-db-1",
      subnet: "ledger-private-b",
      address: "10.30.11.30",
      type: "r6i.xlarge",
      groups: [GROUP.ledgerDb, door],
      tags,
    },
    {
      name: "ledger-import-2019",
      subnet: "ledger-private-a",
      address: "10.30.10.99",
      groups: ["ledger-jump-old"],
      state: "stopped",
      launched: "2019-03-02T10:12:00Z",
      tags,
    },
  ],
  interfaces: [
    {
      name: "ledger-app-1-backup",
      subnet: "ledger-private-b",
      addresses: ["10.30.11.21"],
      groups: [GROUP.ledgerDb],
      instance: "ledger-app-1",
      deviceIndex: 1,
      description: "second interface, backup network",
    },
    {
      name: "ledger-nlb",
      subnet: "ledger-public-a",
      addresses: ["10.30.0.200"],
      groups: ["ledger-partner-allowlist"],
      description: "ELB net/ledger-partners/8f2d1c0b9a7e6d54",
      type: "network_load_balancer",
      requesterId: "amazon-elb",
      requesterManaged: true,
    },
  ],
};
