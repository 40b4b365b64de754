/** catalog, in staging: too wide a web tier, redundant and split sources at the door, an app tier on another port. */
import { ANYONE, GROUP, NETWORK, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const tags = { Stack: "catalog", Team: "Storefront", Environment: "staging" };
const door = GROUP.catalogDoor;

export const catalogStack: EstatePart = {
  vpcs: [{ id: VPC.catalog, name: "catalog", cidrs: ["10.120.0.0/16"], tags }],
  subnets: [
    { name: "catalog-a", vpc: VPC.catalog, zone: "eu-central-1a", cidr: "10.120.0.0/24", public: true },
    { name: "catalog-b", vpc: VPC.catalog, zone: "eu-central-1b", cidr: "10.120.1.0/24" },
  ],
  groups: [
    {
      id: GROUP.catalogWeb,
      name: "catalog-web",
      description: "Catalog: web",
      vpc: VPC.catalog,
      tags,
      ingress: [{ ports: [80, 443], cidr: ANYONE, description: "http and https" }],
    },
    {
      id: GROUP.catalogApp,
      name: "catalog-app",
      description: "Catalog: app",
      vpc: VPC.catalog,
      tags,
      ingress: [{ ports: 8081, group: GROUP.catalogWeb, description: "new port since 4.2" }],
    },
    {
      id: GROUP.catalogDb,
      name: "catalog-db",
      description: "Catalog: db",
      vpc: VPC.catalog,
      tags,
      ingress: [
        { ports: 3306, group: GROUP.catalogApp },
        { protocol: "-1", cidr: "10.120.1.0/25", description: "debug, subnet b lower half" },
      ],
    },
    {
      id: door,
      name: "catalog-ssh-admin",
      description: "Catalog: SSH",
      vpc: VPC.catalog,
      tags,
      ingress: [
        { ports: 22, cidr: NETWORK.hamburgOffice, description: "Hamburg office" },
        { ports: 22, cidr: "198.51.100.0/27", description: "Hamburg office, first floor" },
        { ports: 22, cidr: "198.51.100.128/27", description: "Lisbon office, old half" },
        { ports: 22, cidr: "198.51.100.160/27", description: "Lisbon office, new half" },
        { ports: 22, cidr: "203.0.113.99/32", description: "intern 2024" },
      ],
    },
  ],
  instances: [
    {
      name: "catalog-web-1",
      subnet: "catalog-a",
      address: "10.120.0.10",
      publicAddress: "203.0.113.90",
      groups: [GROUP.catalogWeb, door],
      tags,
    },
    {
      name: "catalog-app-1",
      subnet: "catalog-b",
      address: "10.120.1.20",
      groups: [GROUP.catalogApp, door],
      tags,
    },
    {
      name: "catalog-db-1",
      subnet: "catalog-b",
      address: "10.120.1.30",
      groups: [GROUP.catalogDb, door],
      tags,
    },
  ],
};
