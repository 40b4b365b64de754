import { z } from "zod";
import type { ProposedStack } from "#lib/core/adopt/adoption.ts";
import { freeName } from "#lib/core/adopt/names.ts";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { Pattern } from "#lib/core/tier/pattern.ts";
import { type ProposalTexts, proposalTexts } from "#lib/formats/adopt/proposal-texts.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "./known-observation.ts";
import { adopted, isNew, modelledGroups } from "./read-adoption.ts";
import { scopeStatuses } from "./scope-status.ts";
import { stackModels } from "./stack-model.ts";

export const readProposalInput = z.strictObject({
  account: z.string().max(64),
  region: z.string().max(64),
  /** As the proposal is named. */
  stack: z.string().max(64),
  /** Name of the team that will own it; empty while nobody has chosen. */
  team: z.string().max(200).default(""),
  /** The pattern that was kept for it, as `name@version`, whatever it was edited to; empty while there is none. */
  pattern: z.string().max(80).default(""),
});

export interface ProposalView {
  readonly proposal: ProposedStack;
  readonly accountName: string;
  /** Names of the groups it speaks of. Foreign text. */
  readonly groupNames: ReadonlyMap<string, string>;
  /** The groups that stacks are bound to already, with a stack each. */
  readonly modelled: ReadonlyMap<string, string>;
  /** A stack it has become; null while a group of its own is bound to none. */
  readonly keptIn: string | null;
  readonly texts: ProposalTexts;
  /** The pattern that was kept for it, or one that says the same: its name and version; null while there is none. */
  readonly keptAs: string | null;
  readonly teams: readonly string[];
  readonly mayEdit: boolean;
}

const REVIEW_AFTER_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

const meaning = ({ tiers, membership }: Pick<Pattern, "tiers" | "membership">): string =>
  JSON.stringify([tiers, membership]);

const label = ({ name, version }: Pick<Pattern, "name" | "version">): string => `${name}@${version}`;

/** The pattern under a name nobody uses, or as it is kept already: as `keptFor` says, or with the same meaning. */
async function namedPattern(db: Database, pattern: Pattern, keptFor: string) {
  const rows = await db.pattern.findMany({ orderBy: [{ name: "asc" }, { version: "asc" }] });
  const all = rows.flatMap(({ yaml }) => {
    const read = readPatternYaml(yaml);
    return read.ok ? [read.value] : [];
  });
  const kept =
    all.find((each) => label(each) === keptFor) ??
    all.find((each) => each.guardrails === undefined && meaning(each) === meaning(pattern));
  if (kept !== undefined) return { pattern: kept, keptAs: label(kept) };
  const name = freeName(pattern.name, new Set(rows.map((row) => row.name)));
  return { pattern: { ...pattern, name }, keptAs: null };
}

/** One proposal with the texts that keep it, under names that are free. */
export async function readProposal(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readProposalInput>,
): Promise<Result<ProposalView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const [scopes, models, teams, stacks, now] = await Promise.all([
    scopeStatuses(db),
    stackModels(db),
    db.team.findMany({ orderBy: { name: "asc" }, select: { name: true } }),
    db.stack.findMany({ select: { name: true } }),
    databaseTime(db),
  ]);
  const scope = scopes.find(
    ({ accountId, region }) => accountId === input.account && region === input.region,
  );
  const observation = scope === undefined ? null : await lastObservation(db, scope.scopeId);
  if (scope === undefined || observation === null) return fail(ABSENT);
  const proposal = adopted(observation).stacks.find(({ stack }) => stack.name === input.stack);
  if (proposal === undefined) return fail(ABSENT);
  const modelled = modelledGroups(scope.scopeId, models);
  const [first] = proposal.stack.bindings;

  const { pattern, keptAs } = await namedPattern(db, proposal.stack.pattern, input.pattern);
  const name = freeName(proposal.stack.name, new Set(stacks.map((stack) => stack.name)));
  const review = new Date(now.getTime() + REVIEW_AFTER_DAYS * DAY_MILLISECONDS).toISOString().slice(0, 10);
  return succeed({
    proposal,
    accountName: scope.accountName,
    groupNames: new Map(observation.groups.map((group) => [group.groupId, group.name])),
    modelled,
    keptIn: isNew(proposal, modelled) ? null : (modelled.get(first?.primaryGroupId ?? "") ?? null),
    texts: proposalTexts({ ...proposal.stack, name, pattern }, { team: input.team, review }),
    keptAs,
    teams: teams.map((team) => team.name),
    mayEdit: may(roles, "edit-model"),
  });
}
