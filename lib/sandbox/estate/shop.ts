/** shop: close to its pattern, behind a load balancer and on RDS; its door holds sources that nobody owns any more. */
import { ANYONE, ANYONE_V6, GROUP, NETWORK, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const tags = { Stack: "shop", Team: "Storefront" };
const scaled = { ...tags, "aws:autoscaling:groupName": "shop-web-blue" };
const door = GROUP.shopDoor;
const loadBalancer = {
  groups: [GROUP.shopWeb],
  description: "ELB app/shop/50dc6c495c0c9188",
  requesterId: "amazon-elb",
  requesterManaged: true,
};

export const shopStack: EstatePart = {
  vpcs: [{ id: VPC.shop, name: "shop", cidrs: ["10.20.0.0/16"], ipv6Cidrs: ["2001:db8:20::/56"], tags }],
  subnets: [
    {
      name: "shop-public-a",
      vpc: VPC.shop,
      zone: "eu-central-1a",
      cidr: "10.20.0.0/24",
      ipv6Cidr: "2001:db8:20::/64",
      public: true,
    },
    { name: "shop-public-b", vpc: VPC.shop, zone: "eu-central-1b", cidr: "10.20.1.0/24", public: true },
    { name: "shop-private-a", vpc: VPC.shop, zone: "eu-central-1a", cidr: "10.20.10.0/24" },
    { name: "shop-private-b", vpc: VPC.shop, zone: "eu-central-1b", cidr: "10.20.11.0/24" },
  ],
  groups: [
    {
      id: GROUP.shopWeb,
      name: "shop-web",
      description: "Shop: HTTP and HTTPS from anyone",
      vpc: VPC.shop,
      tags,
      ingress: [
        { ports: 80, cidr: ANYONE },
        { ports: 443, cidr: ANYONE },
        { ports: 80, cidr: ANYONE_V6 },
        { ports: 443, cidr: ANYONE_V6 },
      ],
    },
    {
      id: GROUP.shopApp,
      name: "shop-app",
      description: "Shop: Tomcat",
      vpc: VPC.shop,
      tags,
      ingress: [
        { ports: 8080, group: GROUP.shopWeb, description: "web to Tomcat" },
        { ports: 9100, group: "shop-monitoring", description: "node exporter, asked for by SRE in 2024" },
      ],
    },
    {
      id: GROUP.shopDb,
      name: "shop-db",
      description: "Shop: MySQL on RDS",
      vpc: VPC.shop,
      tags,
      ingress: [{ ports: 3306, group: GROUP.shopApp, description: "Tomcat to MySQL" }],
    },
    {
      id: door,
      name: "shop-ssh-admin",
      description: "Shop: the only way in for people",
      vpc: VPC.shop,
      tags,
      ingress: [
        { ports: 22, cidr: NETWORK.vpn, description: "company VPN" },
        { ports: 22, cidr: "203.0.113.150/32", description: "stefan laptop TEMP until 2023-04-01" },
        { ports: 22, cidr: "198.51.100.77/32", description: "contractor, REMOVE after go-live" },
        { ports: 22, cidr: "2001:db8:77::15/128", description: "ana home" },
      ],
    },
  ],
  instances: [
    {
      name: "shop-web-1",
      subnet: "shop-public-a",
      address: "10.20.0.11",
      ipv6Addresses: ["2001:db8:20::11"],
      publicAddress: "203.0.113.21",
      groups: [GROUP.shopWeb, door],
      tags: scaled,
    },
    {
      name: "shop-web-2",
      subnet: "shop-public-b",
      address: "10.20.1.11",
      publicAddress: "203.0.113.22",
      groups: [GROUP.shopWeb, door],
      tags: scaled,
    },
    {
      name: "shop-app-1",
      subnet: "shop-private-a",
      address: "10.20.10.21",
      groups: [GROUP.shopApp, door],
      tags,
    },
    {
      name: "shop-app-2",
      subnet: "shop-private-b",
      address: "10.20.11.21",
      groups: [GROUP.shopApp, door],
      tags,
    },
  ],
  interfaces: [
    {
      name: "shop-alb-a",
      subnet: "shop-public-a",
      addresses: ["10.20.0.200"],
      publicAddress: "203.0.113.23",
      attachedTo: "amazon-elb",
      ...loadBalancer,
    },
    {
      name: "shop-alb-b",
      subnet: "shop-public-b",
      addresses: ["10.20.1.200"],
      publicAddress: "203.0.113.24",
      attachedTo: "amazon-elb",
      ...loadBalancer,
    },
    {
      name: "shop-rds",
      subnet: "shop-private-a",
      addresses: ["10.20.10.40"],
      groups: [GROUP.shopDb],
      description: "RDSNetworkInterface",
      requesterId: "amazon-rds",
      requesterManaged: true,
      attachedTo: "amazon-rds",
    },
  ],
};
