/**
 * Keys and roles of the demo's accounts. They are fixed and public: they open the sandbox and nothing else.
 *
 * Sallyport holds two keys that can do nothing but assume a role; each account has a role to observe and one to
 * apply. The administrators' keys are everybody else: a console, a script, Terraform.
 */
import { PROD } from "./demo-ids.ts";

export const OBSERVE_KEY = {
  id: "AKIASANDBOXOBSERVER1",
  secret: "sandbox-observer-secret-opens-nothing-real",
  user: "sallyport-observe",
  policy: "assume-only",
} as const;

export const APPLY_KEY = {
  id: "AKIASANDBOXAPPLIER01",
  secret: "sandbox-applier-secret-opens-nothing-real",
  user: "sallyport-apply",
  policy: "assume-only",
} as const;

export const PROD_ADMIN_KEY = {
  id: "AKIASANDBOXADMINPROD",
  secret: "sandbox-admin-secret-opens-nothing-real",
  user: "console-prod",
  policy: "admin",
} as const;

export const STAGING_ADMIN_KEY = {
  id: "AKIASANDBOXADMINSTAG",
  secret: "sandbox-admin-secret-opens-nothing-real",
  user: "console-staging",
  policy: "admin",
} as const;

export const OBSERVE_ROLE = "SallyportObserve";
export const APPLY_ROLE = "SallyportApply";
export const EXTERNAL_ID = "tidewater-sallyport";

export const SALLYPORT_ROLES = [
  { name: OBSERVE_ROLE, policy: "read" as const, trustedAccounts: [PROD], externalId: EXTERNAL_ID },
  { name: APPLY_ROLE, policy: "write" as const, trustedAccounts: [PROD], externalId: EXTERNAL_ID },
];
