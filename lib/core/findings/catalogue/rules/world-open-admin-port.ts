import type { CatalogueRule } from "../catalogue-rule.ts";
import {
  CIS_ADMIN_PORTS_IPV4,
  CIS_ADMIN_PORTS_IPV6,
  CONFIG_PORT_RESTRICTION,
  CONFIG_RESTRICTED_SSH,
} from "../control.ts";
import { ADMIN_PORTS } from "../ports.ts";
import { worldOpenFindings } from "../world-open-findings.ts";

/** In any disguise: two halves, a prefix list, every protocol, a wide range, IPv6, `1.0.0.0/0`, several groups at once. */
export const worldOpenAdminPort: CatalogueRule = {
  id: "world-open-admin-port",
  severity: "critical",
  title: "Administration open to the whole Internet",
  explanation:
    "Anybody on the Internet may knock on a port meant for administering servers. What counts is what the rules mean together, not how they are written: two halves of the Internet are the Internet, and so are a prefix list, a range of ports or a rule for every protocol that contains them. A quarter of all public addresses counts as the whole. Let in named hosts or the organisation's networks only, each for a time.",
  needs: "account",
  controls: [CIS_ADMIN_PORTS_IPV4, CIS_ADMIN_PORTS_IPV6, CONFIG_RESTRICTED_SSH, CONFIG_PORT_RESTRICTION],
  evaluate: (context) =>
    worldOpenFindings(ADMIN_PORTS, "servers can be administered from the whole Internet", context),
};
