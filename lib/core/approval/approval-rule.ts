/**
 * Rules of the policy about who must say yes, as data. Rules that speak of a request add up: each that matches adds
 * the answers it wants to what the kind of request needs anyway, and one that denies stands before all that allow.
 */
import type { Requirement } from "./change-state.ts";

/** What a rule speaks of: grants and their extension, rules on EC2, stacks that come and go, accepted findings. */
export const RULED_KINDS = ["grant", "change", "stack-life", "exception"] as const;
export type RuledKind = (typeof RULED_KINDS)[number];

/** Effects that reach wider than a request usually does. */
export const WIDE_EFFECTS = ["broken-guardrail", "last-ssh-source", "other-team"] as const;
export type WideEffect = (typeof WIDE_EFFECTS)[number];

/** `lead-of-each-other-team`: of every team, but the stack's own, whose stack uses a group that is touched. */
export const ANSWERERS = [
  "cloud-admin",
  "team-lead",
  "either",
  "lead-of-each-other-team",
  "lead-of",
] as const;
export type AnswererName = (typeof ANSWERERS)[number];

export interface ApprovalNeed {
  readonly from: AnswererName;
  /** For `lead-of`: the team's name. Null otherwise. */
  readonly team: string | null;
  readonly count: number;
}

export interface ApprovalRule {
  readonly name: string;
  /** Empty: every kind. */
  readonly kinds: readonly RuledKind[];
  /** Names of stacks; empty: every stack. */
  readonly stacks: readonly string[];
  /** All of these must be so; empty: always. */
  readonly when: readonly WideEffect[];
  /** Why nobody may ask for it; null where somebody may. */
  readonly deny: string | null;
  readonly need: readonly ApprovalNeed[];
  /** In turn: who comes later in `need` answers when those before have. */
  readonly order: "together" | "in-turn";
}

export interface TeamName {
  readonly id: string;
  readonly name: string;
  /** Whether somebody who may sign in leads it now. */
  readonly isLed: boolean;
}

/** What rules ask about a request. */
export interface RuledRequest {
  readonly kind: RuledKind;
  /** Null: of no stack. */
  readonly stackName: string | null;
  /** The stack's own; null where there is none. */
  readonly ownTeam: TeamName | null;
  readonly effects: ReadonlySet<WideEffect>;
  /** Teams, but the stack's own, whose stacks use a group that is touched. */
  readonly otherTeams: readonly TeamName[];
  /** Those of the request, and those that rules name, as far as there are any. */
  readonly teams: readonly TeamName[];
}

type Part = Requirement["parts"][number];

const matches = (rule: ApprovalRule, asked: RuledRequest): boolean =>
  (rule.kinds.length === 0 || rule.kinds.includes(asked.kind)) &&
  (rule.stacks.length === 0 || (asked.stackName !== null && rule.stacks.includes(asked.stackName))) &&
  rule.when.every((effect) => asked.effects.has(effect));

/** The first rule that denies the request, in words; null when none does. */
export function deniedBy(rules: readonly ApprovalRule[], asked: RuledRequest): string | null {
  const rule = rules.find((each) => each.deny !== null && matches(each, asked));
  return rule?.deny == null ? null : `The policy does not allow this (${rule.name}): ${rule.deny}`;
}

/** Said where it is asked for: nobody waits for an answer that nobody can give. */
const nobodyLeads = (team: Pick<TeamName, "isLed"> | null): string =>
  team === null || team.isLed ? "" : " (nobody leads it yet: a cloud admin says who, under Settings)";

const leadOf = ({ id, name, isLed }: TeamName, count: number): Part => ({
  label: `The lead of the team ${name}${nobodyLeads({ isLed })}`,
  count,
  roles: ["team_lead"],
  teamIds: [id],
});

/** A team that nobody knows can answer nothing: then nobody's answer would do, which is what the policy says. */
const UNKNOWN_TEAM = "00000000-0000-0000-0000-000000000000";

function partsOf({ from, team, count }: ApprovalNeed, asked: RuledRequest): readonly Part[] {
  const many = (one: string, more: string) => (count === 1 ? one : `${count} ${more}`);
  switch (from) {
    case "cloud-admin":
      return [
        {
          label: many("One cloud admin who did not ask", "cloud admins who did not ask"),
          count,
          roles: ["cloud_admin"],
        },
      ];
    case "team-lead":
      return [
        {
          label: `${many("The lead of the stack's team", "leads of the stack's team")}${nobodyLeads(asked.ownTeam)}`,
          count,
          roles: ["team_lead"],
        },
      ];
    case "either":
      return [
        {
          label: many(
            "One cloud admin who did not ask, or the lead of the stack's team",
            "cloud admins who did not ask, or leads of the stack's team",
          ),
          count,
          roles: ["cloud_admin", "team_lead"],
        },
      ];
    case "lead-of-each-other-team":
      return asked.otherTeams.map((each) => leadOf(each, count));
    case "lead-of": {
      const known = asked.teams.find(({ name }) => name === team);
      const named = known ?? { id: UNKNOWN_TEAM, name: `${team ?? ""}, which does not exist`, isLed: true };
      return [leadOf(named, count)];
    }
  }
}

const sameSeat = (one: Part, other: Part): boolean =>
  one.roles.join() === other.roles.join() && (one.teamIds ?? []).join() === (other.teamIds ?? []).join();

/** Both wanted: of the same people as many as the one that wants more, and no earlier than the later one says. */
function addPart(parts: readonly Part[], part: Part): readonly Part[] {
  const known = parts.find((each) => sameSeat(each, part));
  if (known === undefined) return [...parts, part];
  const wider = known.count >= part.count ? known : part;
  const stage = Math.max(known.stage ?? 0, part.stage ?? 0);
  return parts.map((each) => (each === known ? { ...wider, ...(stage === 0 ? {} : { stage }) } : each));
}

/** `base` with everything that the matching rules want beside it. */
export function widen(base: Requirement, rules: readonly ApprovalRule[], asked: RuledRequest): Requirement {
  const wanted = rules
    .filter((rule) => rule.deny === null && matches(rule, asked))
    .flatMap(({ need, order }) =>
      need.flatMap((each, at) =>
        partsOf(each, asked).map((part) => (order === "in-turn" && at > 0 ? { ...part, stage: at } : part)),
      ),
    );
  return { parts: wanted.reduce(addPart, base.parts) };
}

/** Where nobody has written rules: what breaks a guardrail, or touches another team's groups, takes their leads too. */
export const DEFAULT_APPROVAL_RULES: readonly ApprovalRule[] = [
  {
    name: "A broken guardrail",
    kinds: ["change"],
    stacks: [],
    when: ["broken-guardrail"],
    deny: null,
    need: [{ from: "team-lead", team: null, count: 1 }],
    order: "together",
  },
  {
    name: "Another team's groups",
    kinds: ["change", "stack-life"],
    stacks: [],
    when: ["other-team"],
    deny: null,
    need: [{ from: "lead-of-each-other-team", team: null, count: 1 }],
    order: "together",
  },
];
