/** Every rule of the catalogue, in the order people should care. One rule, one file; a rule that is not here is none. */
import type { CatalogueRule } from "./catalogue-rule.ts";
import { staleReference } from "./rules/stale-reference.ts";
import { worldOpenAdminPort } from "./rules/world-open-admin-port.ts";
import { worldOpenDataPort } from "./rules/world-open-data-port.ts";

export const CATALOGUE: readonly CatalogueRule[] = [worldOpenAdminPort, worldOpenDataPort, staleReference];
