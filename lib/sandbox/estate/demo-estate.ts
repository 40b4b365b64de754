/**
 * The demo estate: Tidewater's two accounts in two Regions, the way a company's security groups look after some
 * years. Six stacks (one in line, one a bastion), everything around them, and text that means harm.
 */
import type { EstateInput } from "../ec2/estate.ts";
import { catalogStack } from "./catalog.ts";
import { APPLY_KEY, OBSERVE_KEY, PROD_ADMIN_KEY, STAGING_ADMIN_KEY, sallyportRoles } from "./demo-access.ts";
import { FRANKFURT, PROD, STAGING, VIRGINIA } from "./demo-ids.ts";
import { type EstatePart, regionOf } from "./estate-part.ts";
import { hostileText } from "./hostile.ts";
import { ledgerStack } from "./ledger.ts";
import { platformVpc } from "./platform.ts";
import { portalStack } from "./portal.ts";
import { frankfurtPrefixLists, virginiaPrefixLists } from "./prefix-lists.ts";
import { reportsStack } from "./reports.ts";
import { shopStack } from "./shop.ts";
import { shopNeighbours } from "./shop-neighbours.ts";
import { statusStack } from "./status.ts";

/** What every Region of every account is born with. */
const defaultVpc: EstatePart = {
  vpcs: [{ name: "default", cidrs: ["172.31.0.0/16"], default: true }],
};

export const demoEstate: EstateInput = {
  accounts: [
    {
      id: PROD,
      name: "tidewater-prod",
      accessKeys: [OBSERVE_KEY, APPLY_KEY, PROD_ADMIN_KEY],
      roles: sallyportRoles(PROD),
      regions: [
        regionOf(FRANKFURT, [
          defaultVpc,
          frankfurtPrefixLists,
          shopStack,
          shopNeighbours,
          ledgerStack,
          statusStack,
          platformVpc,
        ]),
        regionOf(VIRGINIA, [defaultVpc, virginiaPrefixLists, portalStack, reportsStack]),
      ],
    },
    {
      id: STAGING,
      name: "tidewater-staging",
      accessKeys: [STAGING_ADMIN_KEY],
      roles: sallyportRoles(PROD),
      regions: [regionOf(FRANKFURT, [defaultVpc, catalogStack, hostileText])],
    },
  ],
};
