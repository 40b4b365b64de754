/** The platform VPC: an EKS cluster, shared services, groups that controllers and Terraform own. No stack of its own. */
import { ANYONE, ANYONE_V6, VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const vpc = VPC.platform;
const CLUSTER = "eks-cluster-sg-harbor-1893746251";
const ownedByCluster = { "kubernetes.io/cluster/harbor": "owned" };
const nodeTags = { ...ownedByCluster, "eks:cluster-name": "harbor", "eks:nodegroup-name": "general" };

export const platformVpc: EstatePart = {
  vpcs: [{ id: vpc, name: "platform", cidrs: ["10.40.0.0/16", "100.64.0.0/16"], tags: { Team: "Platform" } }],
  subnets: [
    { name: "platform-a", vpc, zone: "eu-central-1a", cidr: "10.40.0.0/20", public: true },
    { name: "platform-pods-a", vpc, zone: "eu-central-1a", cidr: "100.64.0.0/18" },
  ],
  peerings: [
    {
      id: "pcx-0b1dd1b80230a102c",
      name: "platform-shop",
      requester: { vpc },
      accepter: { vpc: VPC.shop },
      status: "active",
    },
  ],
  groups: [
    {
      name: CLUSTER,
      description:
        "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
      vpc,
      tags: {
        Name: CLUSTER,
        "aws:eks:cluster-name": "harbor",
        "kubernetes.io/cluster/harbor": "owned",
      },
      ingress: [
        { protocol: "-1", group: CLUSTER },
        {
          ports: [30000, 32767],
          group: "k8s-elb-a7c9e1d2f4b64c0d8e",
          description: "kubernetes.io/rule/nlb/client=a7c9",
        },
      ],
    },
    {
      name: "k8s-elb-a7c9e1d2f4b64c0d8e",
      description: "Security group for Kubernetes ELB a7c9e1d2f4b64c0d8e (default/ingress-nginx)",
      vpc,
      tags: ownedByCluster,
      ingress: [
        { ports: 80, cidr: ANYONE },
        { ports: 443, cidr: ANYONE },
        { protocol: "icmp", ports: [3, 4], cidr: ANYONE, description: "path MTU" },
      ],
    },
    {
      name: "k8s-traffic-harbor-5d0c7f1e9b",
      description: "[k8s] Shared Backend SecurityGroup for LoadBalancer",
      vpc,
      tags: { "elbv2.k8s.aws/cluster": "harbor", "elbv2.k8s.aws/resource": "backend-sg" },
      ingress: [],
    },
    {
      name: "terraform-20240117093412873500000001",
      description: "Managed by Terraform",
      vpc,
      tags: { "managed-by": "terraform", Name: "gitlab-runners" },
      ingress: [{ ports: 22, group: "gitlab", description: "runner debug" }],
    },
    {
      name: "gitlab",
      description: "GitLab",
      vpc,
      ingress: [
        { ports: 443, prefixList: "tidewater-offices" },
        { ports: 22, cidr: "192.0.2.0/27", description: "git over ssh, VPN" },
      ],
    },
    {
      name: "grafana",
      description: "Grafana",
      vpc,
      ingress: [
        { ports: 3000, cidr: "10.0.0.0/8" },
        { ports: 3000, cidr: "172.16.0.0/12" },
        { ports: 3000, cidr: "192.168.0.0/16" },
      ],
    },
    {
      name: "cdn-origin",
      description: "Only CloudFront may reach the origin",
      vpc,
      ingress: [{ ports: 443, prefixList: "com.amazonaws.global.cloudfront.origin-facing" }],
    },
    {
      name: "wireguard",
      description: "VPN endpoint",
      vpc,
      ingress: [
        { protocol: "udp", ports: 51820, cidr: ANYONE },
        { protocol: "udp", ports: 51820, cidr: ANYONE_V6 },
      ],
    },
    {
      name: "dns-resolvers",
      description: "Inbound Route 53 Resolver endpoint",
      vpc,
      ingress: [
        { ports: 53, cidr: "10.0.0.0/8" },
        { protocol: "udp", ports: 53, cidr: "10.0.0.0/8" },
      ],
    },
    {
      name: "d-9967a1b2c3_controllers",
      description: "AWS created security group for d-9967a1b2c3 directory controllers",
      vpc,
      ingress: [
        { ports: [1024, 65535], cidr: "10.40.0.0/16" },
        { protocol: "udp", ports: 389, cidr: "10.40.0.0/16" },
        { protocol: "icmp", ports: [-1, -1], cidr: "10.40.0.0/16" },
      ],
    },
    {
      name: "rds-launch-wizard-1",
      description: "Created from the RDS Management Console: 2020/06/18 07:44:12",
      vpc,
      ingress: [{ ports: 3306, cidr: ANYONE, description: "should not be here" }],
    },
    {
      name: "nobody-knows",
      description: "nobody-knows",
      vpc,
      ingress: [{ protocol: "-1", cidr: "10.0.0.0/8" }],
    },
  ],
  instances: [
    {
      name: "harbor-node-1",
      subnet: "platform-a",
      address: "10.40.1.11",
      type: "m6i.xlarge",
      groups: [CLUSTER, "k8s-traffic-harbor-5d0c7f1e9b"],
      tags: nodeTags,
    },
    {
      name: "harbor-node-2",
      subnet: "platform-a",
      address: "10.40.1.12",
      type: "m6i.xlarge",
      groups: [CLUSTER],
      tags: nodeTags,
    },
    { name: "gitlab", subnet: "platform-a", address: "10.40.2.10", groups: ["gitlab"] },
    {
      name: "gitlab-runner-1",
      subnet: "platform-a",
      address: "10.40.2.11",
      groups: ["terraform-20240117093412873500000001"],
    },
    { name: "grafana", subnet: "platform-a", address: "10.40.2.12", groups: ["grafana"] },
    {
      name: "wireguard",
      subnet: "platform-a",
      address: "10.40.2.13",
      publicAddress: "192.0.2.1",
      groups: ["wireguard"],
    },
  ],
  interfaces: [
    {
      name: "harbor-control-plane",
      subnet: "platform-a",
      addresses: ["10.40.1.200"],
      groups: [CLUSTER],
      description: "Amazon EKS harbor",
      requesterId: "amazon-eks",
      requesterManaged: true,
    },
    {
      name: "harbor-ingress",
      subnet: "platform-a",
      addresses: ["10.40.0.200"],
      publicAddress: "203.0.113.40",
      groups: ["k8s-elb-a7c9e1d2f4b64c0d8e"],
      description: "ELB a7c9e1d2f4b64c0d8e",
      requesterId: "amazon-elb",
      requesterManaged: true,
    },
    {
      name: "harbor-pods-1",
      subnet: "platform-pods-a",
      addresses: ["100.64.0.10"],
      ipv4Prefixes: ["100.64.0.32/28"],
      groups: [CLUSTER],
      instance: "harbor-node-1",
      deviceIndex: 1,
      description: "aws-K8S-i-harbor-node-1",
    },
    {
      name: "resolver-a",
      subnet: "platform-a",
      addresses: ["10.40.0.53"],
      groups: ["dns-resolvers"],
      description: "Route 53 Resolver: rslvr-in-3c1a",
      requesterManaged: true,
    },
    {
      name: "transit",
      subnet: "platform-a",
      addresses: ["10.40.0.240"],
      groups: [],
      description: "Network Interface for Transit Gateway Attachment tgw-attach-0a9b8c7d6e5f40312",
      type: "transit_gateway",
      requesterManaged: true,
    },
  ],
};
