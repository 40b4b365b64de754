/** Ids that more than one part of the demo names: what a stack binds, and what people look for. */

export const PROD = "111122223333";
export const STAGING = "444455556666";
export const FRANKFURT = "eu-central-1";
export const VIRGINIA = "us-east-1";

export const VPC = {
  shop: "vpc-033aa391808fc2081",
  ledger: "vpc-01570bc621832c9e2",
  status: "vpc-040e0529930b9f609",
  platform: "vpc-09fbba63829d144e4",
  portal: "vpc-0c3b1b366b1852ac8",
  reports: "vpc-04e18a3634891a61b",
  catalog: "vpc-041bc858eb0b4362e",
} as const;

export const GROUP = {
  shopWeb: "sg-0b9096a04e7d80068",
  shopApp: "sg-0c963cfe0afae5a3b",
  shopDb: "sg-0e1454c40c439f34a",
  shopDoor: "sg-026b563b1e794ee14",
  ledgerWeb: "sg-0ac8be7d742840d2b",
  ledgerApp: "sg-0d96e5adfa2beee31",
  ledgerDb: "sg-019fcfc64e7aa8576",
  ledgerDoor: "sg-053d23c0bdf43efb2",
  statusWeb: "sg-0e7ca430e92ac3d42",
  statusApp: "sg-006e82a012b5c5cd1",
  statusDb: "sg-06820212c69599354",
  statusDoor: "sg-01333bc1cfe6c2b03",
  portalBastion: "sg-020050ed31a6e72b9",
  portalWeb: "sg-07972a36d51b31a6c",
  portalApp: "sg-094a67f00f335c357",
  portalDb: "sg-06977a41b730bed9c",
  reportsWeb: "sg-0332726d0356a4152",
  reportsWebLegacy: "sg-0a0187b4d51209e8f",
  reportsApp: "sg-0ae6ac4a9e89c5bc7",
  reportsDb: "sg-0542861cd55e7d67e",
  reportsDoor: "sg-017bcc74d6d683cf8",
  catalogWeb: "sg-08491cabea0afe356",
  catalogApp: "sg-0d775f593ce3ad2b2",
  catalogDb: "sg-067a9b05c7dfb27e8",
  catalogDoor: "sg-034d2ea1614daf467",
} as const;

export const PREFIX_LIST = {
  /** Customer-managed: the offices, IPv4 and IPv6. */
  offices: "pl-0447e604605f9eb87",
  officesV6: "pl-03be4c78bb4ae3dd3",
  /** AWS-managed. */
  instanceConnectVirginia: "pl-0e4bcff02b13bef1e",
} as const;

/** Addresses of the organisation. All of them are documentation ranges. */
export const NETWORK = {
  hamburgOffice: "198.51.100.0/26",
  lisbonOffice: "198.51.100.128/26",
  hamburgOfficeV6: "2001:db8:4a::/48",
  vpn: "192.0.2.0/27",
  paymentsPartner: "203.0.113.192/29",
} as const;

export const ANYONE = "0.0.0.0/0";
export const ANYONE_V6 = "::/0";
