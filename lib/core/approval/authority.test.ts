import { describe, expect, it } from "vitest";
import { ACTIONS, type Action, may } from "./authority.ts";
import { ROLES, type Role } from "./change-state.ts";

/** The same table once more, by action: two places must agree before a cell changes. */
const WHO: Readonly<Record<Action, readonly Role[]>> = {
  read: ["cloud_admin", "ssh_admin", "team_lead", "security_reviewer"],
  "read-audit": ["cloud_admin", "team_lead", "security_reviewer"],
  observe: ["cloud_admin", "security_reviewer"],
  "ask-grant-for-oneself": ["ssh_admin"],
  "ask-grant-for-other": ["cloud_admin"],
  "ask-match": ["cloud_admin"],
  "ask-stack-life": ["cloud_admin", "team_lead"],
  "ask-exception": ["cloud_admin", "team_lead"],
  "answer-change": ["cloud_admin", "team_lead"],
  "withdraw-own-change": ["cloud_admin", "ssh_admin", "team_lead"],
  "end-own-grant": ["ssh_admin"],
  "end-any-grant": ["cloud_admin"],
  "edit-model": ["cloud_admin"],
  "edit-policy": ["cloud_admin"],
  "edit-people": ["cloud_admin"],
  "verify-audit": ["cloud_admin", "security_reviewer"],
  "run-review": ["cloud_admin", "security_reviewer"],
  "watch-question": ["cloud_admin", "team_lead", "security_reviewer"],
};

describe("the table of authority, cell by cell", () => {
  for (const role of ROLES) {
    it.each(ACTIONS)(`${role}: %s`, (action) => {
      const teamId = role === "team_lead" ? "team" : null;
      expect(may([{ role, teamId }], action, "team")).toBe(WHO[action].includes(role));
    });
  }

  it.each(ACTIONS)("nobody without a role: %s", (action) => {
    expect(may([], action)).toBe(false);
  });

  it.each(["answer-change", "ask-stack-life", "ask-exception", "watch-question"] as const)(
    "a team lead: %s for the own team alone",
    (action) => {
      expect(may([{ role: "team_lead", teamId: "a" }], action, "b")).toBe(false);
      expect(may([{ role: "team_lead", teamId: "a" }], action)).toBe(false);
    },
  );
});
