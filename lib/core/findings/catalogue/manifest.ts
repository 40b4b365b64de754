/** Every rule of the catalogue, in the order people should care. One rule, one file; a rule that is not here is none. */
import type { CatalogueRule } from "./catalogue-rule.ts";
import { defaultGroupOpen } from "./rules/default-group-open.ts";
import { defaultGroupUsed } from "./rules/default-group-used.ts";
import { extra } from "./rules/extra.ts";
import { ipv6Twin } from "./rules/ipv6-twin.ts";
import { membership } from "./rules/membership.ts";
import { missing } from "./rules/missing.ts";
import { missingOpenAnyway } from "./rules/missing-open-anyway.ts";
import { noOwner } from "./rules/no-owner.ts";
import { openEgress } from "./rules/open-egress.ts";
import { orphanSource } from "./rules/orphan-source.ts";
import { quotaHeadroom } from "./rules/quota-headroom.ts";
import { redundant } from "./rules/redundant.ts";
import { shadowed } from "./rules/shadowed.ts";
import { staleReference } from "./rules/stale-reference.ts";
import { tierWithoutGroup } from "./rules/tier-without-group.ts";
import { tooWide } from "./rules/too-wide.ts";
import { twoNames } from "./rules/two-names.ts";
import { unlistedInterface } from "./rules/unlisted-interface.ts";
import { unusedGroup } from "./rules/unused-group.ts";
import { worldOpenAdminPort } from "./rules/world-open-admin-port.ts";
import { worldOpenDataPort } from "./rules/world-open-data-port.ts";

export const CATALOGUE: readonly CatalogueRule[] = [
  worldOpenAdminPort,
  worldOpenDataPort,
  ipv6Twin,
  orphanSource,
  extra,
  tooWide,
  openEgress,
  defaultGroupOpen,
  defaultGroupUsed,
  tierWithoutGroup,
  membership,
  missing,
  missingOpenAnyway,
  quotaHeadroom,
  staleReference,
  redundant,
  shadowed,
  twoNames,
  unusedGroup,
  noOwner,
  unlistedInterface,
];
