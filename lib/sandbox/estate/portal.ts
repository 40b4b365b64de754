/** portal: the bastion stack. People enter one host; everything else takes SSH from that host's group only, nearly. */
import { ANYONE, ANYONE_V6, GROUP, NETWORK, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const tags = { Stack: "portal", Team: "Storefront" };
const fromBastion = { ports: 22, group: GROUP.portalBastion, description: "from the bastion" };

export const portalStack: EstatePart = {
  vpcs: [{ id: VPC.portal, name: "portal", cidrs: ["10.60.0.0/16"], ipv6Cidrs: ["2001:db8:60::/56"], tags }],
  subnets: [
    {
      name: "portal-public-a",
      vpc: VPC.portal,
      zone: "us-east-1a",
      cidr: "10.60.0.0/24",
      ipv6Cidr: "2001:db8:60::/64",
      public: true,
    },
    { name: "portal-private-a", vpc: VPC.portal, zone: "us-east-1a", cidr: "10.60.10.0/24" },
  ],
  groups: [
    {
      id: GROUP.portalBastion,
      name: "portal-bastion",
      description: "Portal: the host people pass through",
      vpc: VPC.portal,
      tags,
      ingress: [
        { ports: 22, cidr: NETWORK.vpn, description: "company VPN" },
        { ports: 22, cidr: NETWORK.hamburgOfficeV6, description: "Hamburg office, IPv6" },
      ],
    },
    {
      id: GROUP.portalWeb,
      name: "portal-web",
      description: "Portal: web",
      vpc: VPC.portal,
      tags,
      ingress: [
        { ports: 80, cidr: ANYONE },
        { ports: 80, cidr: ANYONE_V6 },
        { ports: 443, cidr: ANYONE },
        { ports: 443, cidr: ANYONE_V6 },
        fromBastion,
      ],
    },
    {
      id: GROUP.portalApp,
      name: "portal-app",
      description: "Portal: app",
      vpc: VPC.portal,
      tags,
      ingress: [
        { ports: 8080, group: GROUP.portalWeb },
        fromBastion,
        { ports: 22, cidr: NETWORK.vpn, description: "bastion was down on 2025-02-11" },
      ],
    },
    {
      id: GROUP.portalDb,
      name: "portal-db",
      description: "Portal: db",
      vpc: VPC.portal,
      tags,
      ingress: [{ ports: 3306, group: GROUP.portalApp }],
    },
  ],
  instances: [
    {
      name: "portal-bastion-1",
      subnet: "portal-public-a",
      address: "10.60.0.5",
      publicAddress: "203.0.113.60",
      ipv6Addresses: ["2001:db8:60::5"],
      groups: [GROUP.portalBastion],
      tags,
    },
    {
      name: "portal-web-1",
      subnet: "portal-public-a",
      address: "10.60.0.10",
      publicAddress: "203.0.113.61",
      ipv6Addresses: ["2001:db8:60::10"],
      groups: [GROUP.portalWeb],
      tags,
    },
    {
      name: "portal-app-1",
      subnet: "portal-private-a",
      address: "10.60.10.20",
      groups: [GROUP.portalApp],
      tags,
    },
    {
      name: "portal-db-1",
      subnet: "portal-private-a",
      address: "10.60.10.30",
      groups: [GROUP.portalDb],
      tags,
    },
  ],
};
