import { DEFAULT_POLICY } from "#lib/core/grant/policy.ts";
import { printPolicyYaml } from "#lib/formats/policy/policy-yaml.ts";
import { contentOf, withParts } from "../audit/content-of.ts";
import { endedBy } from "../observation/observation-rows.ts";
import type { Database } from "../ports.ts";
import { POLICY_KEY, readPolicy } from "./read-policy.ts";

export interface PolicyText {
  readonly yaml: string;
  /** 0 where nobody had saved one. */
  readonly version: number;
}

/** What a save of the organisation's policy says in the log, as far as it was not erased. */
async function saves(db: Database, at: { readonly lt: Date } | { readonly gte: Date }, last: boolean) {
  const entry = await db.auditEntry.findFirst({
    // The policies of stacks are saved under the same name, each about its stack.
    where: { action: "policy.saved", stackId: null, at },
    orderBy: last ? [{ at: "desc" }, { id: "desc" }] : [{ at: "asc" }, { id: "asc" }],
    include: withParts,
  });
  if (entry === null) return null;
  const { version, yaml, yamlBefore } = contentOf(entry).details;
  return {
    version: typeof version === "number" ? version : null,
    yaml: typeof yaml === "string" ? yaml : null,
    yamlBefore: typeof yamlBefore === "string" ? yamlBefore : null,
  };
}

/**
 * The organisation's policy as of `at`: the present one where it was not saved since, else what the log says it was
 * until the next save. Null where nothing tells.
 */
export async function policyAt(db: Database, at: Date): Promise<PolicyText | null> {
  const end = endedBy(at).lt ?? at;
  const next = await saves(db, { gte: end }, false);
  if (next === null) {
    const row = await db.setting.findUnique({ where: { key: POLICY_KEY }, select: { updatedAt: true } });
    if (row !== null && row.updatedAt >= end) return null;
    const { policy, version } = await readPolicy(db);
    return { yaml: printPolicyYaml(policy), version };
  }
  if (next.version === null) return null;
  const version = next.version - 1;
  if (next.yamlBefore !== null) return { yaml: next.yamlBefore, version };
  if (version === 0) return { yaml: printPolicyYaml(DEFAULT_POLICY), version };
  const last = await saves(db, { lt: end }, true);
  return last?.version === version && last.yaml !== null ? { yaml: last.yaml, version } : null;
}
