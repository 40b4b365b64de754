/** The demo's stacks and policy, in the words Sallyport reads: what the owners meant, beside what EC2 really has. */
import { FRANKFURT, GROUP, NETWORK, PREFIX_LIST, PROD, STAGING, VIRGINIA, VPC } from "./demo-ids.ts";

/** A stack as its YAML has it; see the published JSON Schema for stacks. */
export interface DemoStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly vpc: string;
  readonly team: string;
  readonly pattern: string;
  readonly tiers: Readonly<Record<string, string | { primary: string; others: readonly string[] }>>;
  readonly standing: readonly DemoStanding[];
  readonly policy?: Readonly<Record<string, unknown>>;
}

interface DemoStanding {
  readonly name: string;
  readonly source: string;
  /** E-mail address. */
  readonly owner: string;
  /** ISO date. */
  readonly review: string;
}

const PLATFORM_OWNER = "casey.lindqvist@tidewater.example";
const PAYMENTS_OWNER = "ruben.ferreira@tidewater.example";

const DAY = 86_400_000;
const dateAfter = (today: Date, days: number): string =>
  new Date(today.getTime() + days * DAY).toISOString().slice(0, 10);

/** Review dates are counted from `today`, so that a demo started in any year looks lived in. */
export function demoStacks(today: Date): readonly DemoStack[] {
  const vpn: DemoStanding = {
    name: "company VPN",
    source: NETWORK.vpn,
    owner: PLATFORM_OWNER,
    review: dateAfter(today, 120),
  };
  const offices: readonly DemoStanding[] = [
    { name: "offices", source: PREFIX_LIST.offices, owner: PLATFORM_OWNER, review: dateAfter(today, 60) },
    {
      name: "offices (IPv6)",
      source: PREFIX_LIST.officesV6,
      owner: PLATFORM_OWNER,
      review: dateAfter(today, 60),
    },
  ];
  const officesV4 = offices.slice(0, 1);
  const frankfurt = { account: PROD, region: FRANKFURT, pattern: "three-tier@1" };
  const virginia = { account: PROD, region: VIRGINIA };
  return [
    {
      name: "shop",
      ...frankfurt,
      vpc: VPC.shop,
      team: "Storefront",
      tiers: { web: GROUP.shopWeb, app: GROUP.shopApp, db: GROUP.shopDb, "ssh-admin": GROUP.shopDoor },
      standing: [vpn],
      policy: { answers: { grant: "cloud-admin-or-team-lead" } },
    },
    {
      name: "ledger",
      ...frankfurt,
      vpc: VPC.ledger,
      team: "Payments",
      tiers: {
        web: GROUP.ledgerWeb,
        app: GROUP.ledgerApp,
        db: GROUP.ledgerDb,
        "ssh-admin": GROUP.ledgerDoor,
      },
      standing: [
        ...officesV4,
        {
          name: "Fjordline, payments partner",
          source: NETWORK.paymentsPartner,
          owner: PAYMENTS_OWNER,
          review: dateAfter(today, -14),
        },
      ],
      policy: { times: { longest: "4h" } },
    },
    {
      name: "status",
      ...frankfurt,
      vpc: VPC.status,
      team: "Platform",
      tiers: {
        web: GROUP.statusWeb,
        app: GROUP.statusApp,
        db: GROUP.statusDb,
        "ssh-admin": GROUP.statusDoor,
      },
      standing: offices,
    },
    {
      name: "portal",
      ...virginia,
      vpc: VPC.portal,
      team: "Storefront",
      pattern: "bastion@1",
      tiers: { web: GROUP.portalWeb, app: GROUP.portalApp, db: GROUP.portalDb, bastion: GROUP.portalBastion },
      standing: [
        vpn,
        {
          name: "Hamburg office (IPv6)",
          source: NETWORK.hamburgOfficeV6,
          owner: PLATFORM_OWNER,
          review: dateAfter(today, 30),
        },
      ],
    },
    {
      name: "reports",
      ...virginia,
      vpc: VPC.reports,
      team: "Payments",
      pattern: "three-tier@1",
      tiers: {
        web: { primary: GROUP.reportsWeb, others: [GROUP.reportsWebLegacy] },
        app: GROUP.reportsApp,
        db: GROUP.reportsDb,
        "ssh-admin": GROUP.reportsDoor,
      },
      standing: [
        vpn,
        {
          name: "Instance Connect",
          source: PREFIX_LIST.instanceConnectVirginia,
          owner: PAYMENTS_OWNER,
          review: dateAfter(today, 200),
        },
      ],
    },
    {
      name: "catalog",
      account: STAGING,
      region: FRANKFURT,
      vpc: VPC.catalog,
      team: "Storefront",
      pattern: "three-tier@1",
      tiers: {
        web: GROUP.catalogWeb,
        app: GROUP.catalogApp,
        db: GROUP.catalogDb,
        "ssh-admin": GROUP.catalogDoor,
      },
      standing: [
        {
          name: "Hamburg office",
          source: NETWORK.hamburgOffice,
          owner: PLATFORM_OWNER,
          review: dateAfter(today, 60),
        },
        {
          name: "Lisbon office",
          source: NETWORK.lisbonOffice,
          owner: PLATFORM_OWNER,
          review: dateAfter(today, 60),
        },
      ],
      policy: { answers: { "grant-for-other": "one-suffices" } },
    },
  ];
}

/** The organisation's policy as its YAML has it. */
export const demoPolicy = {
  times: { shortest: "1m", longest: "8h", "answer-within": "1d" },
  "attested-hosts": true,
  answers: { grant: "cloud-admin", "grant-for-other": "another-cloud-admin", change: "cloud-admin" },
  networks: [
    { name: "Hamburg office", cidr: NETWORK.hamburgOffice },
    { name: "Lisbon office", cidr: NETWORK.lisbonOffice },
    { name: "Hamburg office (IPv6)", cidr: NETWORK.hamburgOfficeV6 },
    { name: "company VPN", cidr: NETWORK.vpn },
    { name: "Fjordline, payments partner", cidr: NETWORK.paymentsPartner },
  ],
  "widest-prefix": { ipv4: 24, ipv6: 48 },
  // Storefront alone has a lead among the demo people: elsewhere nobody could answer.
  approvals: [
    {
      name: "A broken guardrail of the shop",
      for: ["change"],
      stacks: ["shop"],
      when: ["broken-guardrail"],
      need: [{ from: "team-lead" }],
    },
  ],
} as const;
