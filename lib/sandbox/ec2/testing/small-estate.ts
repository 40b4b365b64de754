import type { EstateInput } from "../estate.ts";

/** Two accounts, two Regions and one of everything: enough to meet each fact of EC2-FACTS once. */
export const production = "111122223333";
export const partner = "444455556666";
export const home = "eu-central-1";

export const adminKey = { id: "AKIAADMINADMINADMIN0", secret: "an-admin-secret-of-the-sandbox" };
export const readKey = { id: "AKIAREADREADREADREA0", secret: "a-read-secret-of-the-sandbox" };
export const revokeKey = { id: "AKIAREVOKEREVOKEREV0", secret: "a-revoke-secret-of-the-sandbox" };
export const partnerKey = { id: "AKIAPARTNERPARTNER00", secret: "a-partner-secret-of-the-sandbox" };

export const smallEstate: EstateInput = {
  accounts: [
    {
      id: production,
      name: "production",
      accessKeys: [
        { ...adminKey, user: "admin", policy: "admin" },
        { ...readKey, user: "reader", policy: "read" },
        { ...revokeKey, user: "sweeper", policy: "revoke" },
      ],
      roles: [
        { name: "observe", policy: "read", trustedAccounts: [production], externalId: "sallyport-1" },
        { name: "apply", policy: "write", trustedAccounts: [production, partner] },
      ],
      regions: [
        {
          name: home,
          vpcs: [
            { name: "shop", cidrs: ["10.20.0.0/16"], ipv6Cidrs: ["2001:db8:20::/56"] },
            { name: "legacy", cidrs: ["172.31.0.0/16"], default: true },
            { name: "island", cidrs: ["10.99.0.0/16"] },
          ],
          subnets: [
            { name: "shop-a", vpc: "shop", zone: "eu-central-1a", cidr: "10.20.1.0/24", public: true },
            { name: "legacy-a", vpc: "legacy", zone: "eu-central-1a", cidr: "172.31.0.0/20" },
          ],
          peerings: [
            { name: "to-partner", requester: { vpc: "shop" }, accepter: { account: partner, vpc: "depot" } },
          ],
          prefixLists: [
            {
              name: "offices",
              maxEntries: 20,
              entries: [{ cidr: "198.51.100.0/24", description: "Berlin" }],
            },
            { name: "com.amazonaws.global.cloudfront.origin-facing", owner: "AWS", maxEntries: 60 },
          ],
          groups: [
            {
              name: "shop-web",
              vpc: "shop",
              ingress: [
                { ports: 443, cidr: "0.0.0.0/0", description: "customers" },
                { ports: 443, cidr: "::/0" },
                { ports: 80, cidr: "0.0.0.0/0" },
              ],
              tags: { Tier: "web", Note: 'a <b>"bold"</b> & \u202eright-to-left' },
            },
            { name: "shop-app", vpc: "shop", ingress: [{ ports: 8080, group: "shop-web" }], egress: [] },
            {
              name: "shop-db",
              vpc: "shop",
              ingress: [
                { ports: 3306, group: "shop-app" },
                { ports: 3306, group: "depot-batch", account: partner },
                { ports: 3306, group: "sg-0deadbeefdeadbeef", description: "gone" },
              ],
            },
            { name: "shop-ssh", vpc: "shop", ingress: [{ ports: 22, prefixList: "offices" }] },
            { name: "old-web", vpc: "legacy", ingress: [{ ports: 80, cidr: "0.0.0.0/0" }] },
            { name: "island-web", vpc: "island" },
          ],
          instances: [
            { name: "web-1", subnet: "shop-a", address: "10.20.1.10", groups: ["shop-web", "shop-ssh"] },
          ],
          interfaces: [
            {
              name: "balancer",
              subnet: "shop-a",
              addresses: ["10.20.1.200"],
              groups: ["shop-web"],
              requesterId: "amazon-elb",
              requesterManaged: true,
              attachedTo: "amazon-elb",
              description: "ELB app/shop/0123456789abcdef",
            },
          ],
        },
        { name: "us-east-1", vpcs: [{ name: "far", cidrs: ["10.30.0.0/16"] }] },
      ],
    },
    {
      id: partner,
      name: "partner",
      accessKeys: [{ ...partnerKey, user: "admin", policy: "admin" }],
      regions: [
        {
          name: home,
          vpcs: [{ name: "depot", cidrs: ["10.40.0.0/16"] }],
          groups: [{ name: "depot-batch", vpc: "depot" }],
        },
      ],
    },
  ],
};
