import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { describeFinding } from "#lib/core/diff/describe-finding.ts";
import type { DiffState, Finding } from "#lib/core/diff/finding.ts";
import { placedDifference } from "#lib/core/findings/catalogue/placed-difference.ts";
import { worstFirst } from "#lib/core/findings/severity.ts";
import { type StackSentence, stackSentence } from "#lib/core/findings/stack-sentence.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { evaluateGuardrails, type GuardrailResult } from "#lib/core/guardrail/evaluate-guardrail.ts";
import type { GuardrailState } from "#lib/core/guardrail/judgement.ts";
import { drawStack } from "#lib/core/picture/draw-stack.ts";
import type { TierPicture } from "#lib/core/picture/tier-picture.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { readWatch, type WatchView } from "../drift/read-watch.ts";
import { type DriftRow, recentDrift } from "../drift/recent-drift.ts";
import { type Acceptance, type AcceptanceOf, exceptionsInForce } from "../exception/exceptions-in-force.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { changeAbout } from "./change-about.ts";
import { changeStateOf } from "./change-state-of.ts";
import { type KnownDiff, lastDiff } from "./known-observation.ts";
import { namedFor } from "./named-for.ts";
import { type ReadableChanges, readableChanges } from "./readable-changes.ts";
import { type RuleLives, ruleLives, type Since, sinceOfFinding } from "./rule-lives.ts";
import { type ScopeStatus, scopeStatuses } from "./scope-status.ts";
import { type MemberRow, stackMembers } from "./stack-members.ts";
import { namesOfSources, type StackModel, stackModels } from "./stack-model.ts";
import { namesFor } from "./stack-names.ts";
import { stackRules, type TierRules } from "./stack-rules.ts";

export const readStackInput = z.strictObject({
  name: plainText(255).min(1),
  /** As of a moment of the past; now when absent. */
  at: z.date().optional(),
});

export interface FindingRow {
  readonly finding: Finding;
  /** One or two sentences; names in them are foreign text. */
  readonly sentence: string;
  readonly since: Since | null;
  /** By what it is accepted; null: it stands as it is. */
  readonly accepted: Acceptance | null;
  /** As the catalogue calls it. */
  readonly catalogueId: string;
  /** Nobody can accept what nobody can tell. */
  readonly isAcceptable: boolean;
}

/** What the last look told. */
export interface StackFacts {
  readonly state: DiffState;
  readonly sentence: StackSentence;
  readonly picture: TierPicture;
  readonly findings: readonly FindingRow[];
  /** Broken ones first. */
  readonly guardrails: readonly GuardrailResult[];
  readonly rules: readonly TierRules[];
  readonly members: readonly MemberRow[];
}

export interface StackView {
  readonly id: string;
  readonly name: string;
  readonly teamName: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly pattern: { readonly name: string; readonly version: number };
  readonly scope: ScopeStatus | null;
  /**
   * ISO 8601 UTC: what it was meant to be at the moment asked for was not kept, and this is since when it was. Null
   * where it was, and for now.
   */
  readonly modelSince: string | null;
  /** Null before the first look at its account and Region has ended. */
  readonly facts: StackFacts | null;
  /** Changes to this stack that have not ended. */
  readonly underWay: readonly {
    readonly number: number;
    readonly title: string;
    readonly state: ChangeState;
  }[];
  /** Rules that changed on EC2 without Sallyport lately; nothing of the past is told. */
  readonly drift: readonly DriftRow[];
  /** What is done about them; null for the past. */
  readonly watch: WatchView | null;
  readonly mayChooseWatch: boolean;
  readonly scopeId: string;
  readonly mayAskMatch: boolean;
  readonly mayAskException: boolean;
  readonly mayRetire: boolean;
  readonly mayObserve: boolean;
}

const UNDER_WAY = ["open", "approved", "applying", "unknown"];

const GUARDRAIL_ORDER: readonly GuardrailState[] = ["broken", "unknown", "holds"];

const openFirst = (rows: readonly FindingRow[]): readonly FindingRow[] => [
  ...rows.filter(({ accepted }) => accepted === null),
  ...rows.filter(({ accepted }) => accepted !== null),
];

function factsOf(
  model: StackModel,
  known: KnownDiff,
  lives: RuleLives,
  acceptanceOf: AcceptanceOf,
): StackFacts {
  const { diff, observation } = known;
  const index = indexObservation(observation);
  const names = namesFor(model, known.observation);
  return {
    state: diff.summary.state,
    sentence: stackSentence(diff, names),
    picture: drawStack(model.stack, diff, index, namesOfSources(model.opened)),
    findings: openFirst(
      worstFirst(diff.findings).map((finding) => {
        const placed = placedDifference(finding, model.stack);
        return {
          finding,
          sentence: describeFinding(finding, names.nameOf),
          since: sinceOfFinding(lives, finding),
          accepted: acceptanceOf(model.scopeId, { finding: placed, stackId: model.id }),
          catalogueId: placed.id,
          isAcceptable: placed.extent !== null,
        };
      }),
    ),
    guardrails: evaluateGuardrails(model.stack, index).sort(
      (a, b) => GUARDRAIL_ORDER.indexOf(a.state) - GUARDRAIL_ORDER.indexOf(b.state),
    ),
    rules: stackRules(diff, index, lives),
    members: stackMembers(diff, index),
  };
}

const underWay = async (
  db: Database,
  stackId: string,
  readable: ReadableChanges,
): Promise<StackView["underWay"]> => {
  const rows = await db.changeRequest.findMany({
    where: { AND: [changeAbout({ stackId }), { state: { in: UNDER_WAY } }, readable] },
    orderBy: { number: "desc" },
    select: { number: true, title: true, state: true },
  });
  return rows.map(({ number, title, state }) => ({ number, title, state: changeStateOf(state) }));
};

/** When its oldest version that is kept began, where that is after `at`. */
async function modelSince(db: Database, stackId: string, at: Date): Promise<string | null> {
  const first = await db.stackVersion.findFirst({ where: { stackId }, orderBy: { validFrom: "asc" } });
  return first !== null && first.validFrom > at ? first.validFrom.toISOString() : null;
}

/** One stack beside its model: now, or as of a moment, where nobody can ask for anything. */
export async function readStack(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readStackInput>,
): Promise<Result<StackView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  const { at } = input;
  const isNow = at === undefined;
  const [model] = await stackModels(db, input.name, at);
  if (model === undefined) return fail(ABSENT);
  const { stack } = model;
  const named = namedFor({ personId: actor.personId, roles });
  const scopes = await scopeStatuses(db, at);
  const known = await lastDiff(db, model.scopeId, stack, at);
  const lives = await ruleLives(db, model, at);
  return succeed({
    id: model.id,
    name: stack.name,
    teamName: model.teamName,
    accountId: stack.accountId,
    accountName: model.accountName,
    region: stack.region,
    vpcId: stack.vpcId,
    pattern: { name: stack.pattern.name, version: stack.pattern.version },
    scope: scopes.find((scope) => scope.scopeId === model.scopeId) ?? null,
    modelSince: at === undefined ? null : await modelSince(db, model.id, at),
    facts:
      known === null
        ? null
        : factsOf(named(model), known, lives, await exceptionsInForce(db, { scopeId: model.scopeId, at })),
    underWay: isNow ? await underWay(db, model.id, readable) : [],
    drift: isNow ? await recentDrift(db, model.id) : [],
    watch: isNow ? await readWatch(db, model.id) : null,
    mayChooseWatch: isNow && may(roles, "edit-policy"),
    scopeId: model.scopeId,
    mayAskMatch: isNow && may(roles, "ask-match"),
    mayAskException: isNow && may(roles, "ask-exception", model.teamId),
    mayRetire: isNow && may(roles, "ask-stack-life", model.teamId),
    mayObserve: isNow && may(roles, "observe"),
  });
}
