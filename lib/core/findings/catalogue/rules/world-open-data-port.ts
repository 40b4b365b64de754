import type { CatalogueRule } from "../catalogue-rule.ts";
import { CIS_FILE_SHARES, CONFIG_COMMON_PORTS } from "../control.ts";
import { DATA_PORTS } from "../ports.ts";
import { worldOpenFindings } from "../world-open-findings.ts";

export const worldOpenDataPort: CatalogueRule = {
  id: "world-open-data-port",
  severity: "high",
  title: "Data or file shares open to the whole Internet",
  explanation:
    "Anybody on the Internet may knock on a port where data is kept or files are shared: databases, caches, file shares, cluster controls. Only the application in front of it needs it: name that application's group as the source.",
  needs: "account",
  controls: [CONFIG_COMMON_PORTS, CIS_FILE_SHARES],
  evaluate: (context) =>
    worldOpenFindings(DATA_PORTS, "data or file shares are open to the whole Internet", context),
};
