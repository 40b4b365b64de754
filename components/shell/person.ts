import type { Role } from "#lib/core/approval/change-state.ts";

/** Who is signed in, as the shell shows them. */
export interface ShellPerson {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  cloud_admin: "cloud admin",
  ssh_admin: "ssh admin",
  team_lead: "team lead",
  security_reviewer: "security reviewer",
};

export const rolesInWords = (roles: readonly Role[]): string =>
  roles.length === 0 ? "no role" : roles.map((role) => ROLE_WORDS[role]).join(", ");
