/**
 * Keys and roles of the demo's accounts. They are fixed and public: they open the sandbox and nothing else.
 *
 * Sallyport holds two keys that can do nothing but assume a role; each account has a role to observe and one to
 * apply. The administrators' keys are everybody else: a console, a script, Terraform.
 */
import type { EstateInput } from "../ec2/estate.ts";

type Account = EstateInput["accounts"][number];

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

/** The two roles of every account, for the keys of account `home`. */
export const sallyportRoles = (home: string): NonNullable<Account["roles"]> => [
  { name: OBSERVE_ROLE, policy: "read", trustedAccounts: [home], externalId: EXTERNAL_ID },
  { name: APPLY_ROLE, policy: "write", trustedAccounts: [home], externalId: EXTERNAL_ID },
];

/**
 * Access to recorded accounts: the first one is home to Sallyport's keys, and each has an administrator whose key
 * ends in its place in the recording (`AKIASANDBOXADMIN0001`, ...).
 */
export function recordedAccess(): (account: string) => Pick<Account, "accessKeys" | "roles"> {
  const seen: string[] = [];
  return (account) => {
    const place = seen.push(account);
    const administrator = {
      ...PROD_ADMIN_KEY,
      id: `AKIASANDBOXADMIN${String(place).padStart(4, "0")}`,
      user: `console-${account}`,
    };
    return {
      accessKeys: place === 1 ? [OBSERVE_KEY, APPLY_KEY, administrator] : [administrator],
      roles: sallyportRoles(seen[0] ?? account),
    };
  };
}
