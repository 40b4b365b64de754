/** status: the stack that is in line, in both address families, its door open to the offices' prefix lists only. */
import { ANYONE, ANYONE_V6, GROUP, PREFIX_LIST, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const tags = { Stack: "status", Team: "Platform", "managed-by": "terraform" };
const door = GROUP.statusDoor;

export const statusStack: EstatePart = {
  vpcs: [{ id: VPC.status, name: "status", cidrs: ["10.50.0.0/16"], ipv6Cidrs: ["2001:db8:50::/56"], tags }],
  subnets: [
    {
      name: "status-a",
      vpc: VPC.status,
      zone: "eu-central-1a",
      cidr: "10.50.1.0/24",
      ipv6Cidr: "2001:db8:50:1::/64",
      public: true,
    },
    {
      name: "status-b",
      vpc: VPC.status,
      zone: "eu-central-1b",
      cidr: "10.50.2.0/24",
      ipv6Cidr: "2001:db8:50:2::/64",
    },
  ],
  groups: [
    {
      id: GROUP.statusWeb,
      name: "status-web",
      description: "Status page: HTTP and HTTPS from anyone",
      vpc: VPC.status,
      tags,
      ingress: [
        { ports: 80, cidr: ANYONE, description: "redirect to https" },
        { ports: 80, cidr: ANYONE_V6, description: "redirect to https" },
        { ports: 443, cidr: ANYONE },
        { ports: 443, cidr: ANYONE_V6 },
      ],
    },
    {
      id: GROUP.statusApp,
      name: "status-app",
      description: "Status page: application servers",
      vpc: VPC.status,
      tags,
      ingress: [{ ports: 8080, group: GROUP.statusWeb, description: "from the web tier" }],
    },
    {
      id: GROUP.statusDb,
      name: "status-db",
      description: "Status page: MySQL",
      vpc: VPC.status,
      tags,
      ingress: [{ ports: 3306, group: GROUP.statusApp, description: "from the app tier" }],
    },
    {
      id: door,
      name: "status-ssh-admin",
      description: "Status page: SSH for people",
      vpc: VPC.status,
      tags,
      ingress: [
        { ports: 22, prefixList: PREFIX_LIST.offices, description: "offices" },
        { ports: 22, prefixList: PREFIX_LIST.officesV6, description: "offices, IPv6" },
      ],
    },
  ],
  instances: [
    {
      name: "status-web-1",
      subnet: "status-a",
      address: "10.50.1.10",
      publicAddress: "203.0.113.130",
      ipv6Addresses: ["2001:db8:50:1::10"],
      groups: [GROUP.statusWeb, door],
      tags,
    },
    {
      name: "status-web-2",
      subnet: "status-b",
      address: "10.50.2.10",
      ipv6Addresses: ["2001:db8:50:2::10"],
      groups: [GROUP.statusWeb, door],
      tags,
    },
    {
      name: "status-app-1",
      subnet: "status-a",
      address: "10.50.1.20",
      groups: [GROUP.statusApp, door],
      tags,
    },
    {
      name: "status-app-2",
      subnet: "status-b",
      address: "10.50.2.20",
      groups: [GROUP.statusApp, door],
      tags,
    },
    {
      name: "status-db-1",
      subnet: "status-b",
      address: "10.50.2.30",
      type: "r6g.large",
      groups: [GROUP.statusDb, door],
      tags,
    },
  ],
};
