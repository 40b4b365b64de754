import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { mayAnswer } from "#lib/core/approval/may-answer.ts";
import { mayReadChange } from "#lib/core/approval/may-read-change.ts";
import { missingParts } from "#lib/core/approval/standing-answers.ts";
import { canMove, REPLANNED } from "#lib/core/approval/transition.ts";
import { whyNotReviewed } from "#lib/core/grant/break-glass.ts";
import { emptyPlan, toldEffect } from "#lib/core/plan/empty-plan.ts";
import type { PlanStep } from "#lib/core/plan/plan.ts";
import { rulesOfStep } from "#lib/core/plan/step-rules.ts";
import { ABSENT, conflict, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { effectSchema } from "#lib/formats/change/stored-effect.ts";
import { planSchema } from "#lib/formats/change/stored-plan.ts";
import { askedRulesSchema } from "#lib/formats/change/stored-request.ts";
import { bindingsSchema } from "#lib/formats/stack/stored-bindings.ts";
import { RESUMED } from "../apply/resume-change.ts";
import { placeOf } from "../change/place-of.ts";
import { databaseTime } from "../database-time.ts";
import { ROLLED_BACK } from "../match/why-not-rolled-back.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { answerable, askedTeams } from "./answerable.ts";
import { changeSelection } from "./change-selection.ts";
import { changeStateOf, shownState, startsLater } from "./change-state-of.ts";
import { changeTalk } from "./change-talk.ts";
import { type ChangeView, saidOf, stepsOfChange } from "./change-view.ts";
import { labelGroups } from "./group-labels.ts";
import { outcomeSentences } from "./outcome-sentences.ts";

/** The groups that a step speaks of. */
function groupsOfStep(step: PlanStep): readonly string[] {
  if (step.action === "set-interface-groups") return [...step.before, ...step.after];
  const peers = rulesOfStep(step).flatMap(({ peer }) => (peer.kind === "group" ? [peer.groupId] : []));
  return [step.groupId, ...peers];
}

const pageNumber = z.coerce.number().int().min(1).max(1_000_000).optional();

export const readChangeInput = z.strictObject({
  number: z.coerce.number().int().min(1).max(2_147_483_647),
  /** Which page of the conversation, and of the history: 1, the newest, when absent. */
  comments: pageNumber,
  history: pageNumber,
});

const DAMAGED = conflict("What is stored of this change is damaged: nobody can answer it. Ask for it again.");

/** One change request as an approver reads it: what it does first, then how, then who has answered. */
export async function readChange(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readChangeInput>,
): Promise<Result<ChangeView, Refusal>> {
  const roles = await heldRoles(deps.db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const row = await deps.db.changeRequest.findUnique({
    where: { number: input.number },
    select: changeSelection,
  });
  const teamId = row?.stack?.teamId ?? null;
  const person = { personId: actor.personId, roles };
  if (
    row === null ||
    !mayReadChange(person, {
      ...row,
      teamId,
      askedTeamIds: askedTeams(row.requirement),
      state: changeStateOf(row.state),
    })
  )
    return fail(ABSENT);
  const scope = row.stack?.scope ?? row.scope;
  const talk = await changeTalk(deps.db, row.id, input);

  const state = changeStateOf(row.state);
  const now = await databaseTime(deps.db);
  const facts = answerable({ ...row, approvals: row.approvals.filter((each) => each.dismissedAt === null) });
  const [storedPlan, storedEffect] = [planSchema.safeParse(row.plan), effectSchema.safeParse(row.effect)];
  const unreadable = facts === null || !storedPlan.success || !storedEffect.success;
  const verdict = unreadable ? fail(DAMAGED) : mayAnswer(person, facts, row.pin, now);
  const plan = storedPlan.data ?? emptyPlan("", "");
  const effect = storedEffect.data ?? toldEffect([]);
  const steps = stepsOfChange(plan, row.steps, row.outcome);
  const asked = askedRulesSchema.safeParse(row.request).data;
  const [undoing] = row.rolledBackBy;
  const mayReplan =
    asked !== undefined &&
    row.steps.length === 0 &&
    row.requesterId === actor.personId &&
    REPLANNED.includes(state) &&
    may(roles, "ask-match");
  const diffs = talk.moves.flatMap(({ diff }) => diff);
  const named = [...outcomeSentences(row.outcome), ...diffs.map(({ text }) => text)];
  const groupIds = [
    ...steps.flatMap(({ operation }) => groupsOfStep(operation)),
    ...[...effect.gained, ...effect.lost].flatMap((line) => [line.groupId, line.peer]),
    ...named.flatMap((text) => text.match(/sg-[0-9a-f]+/g) ?? []),
  ].filter((id) => !id.includes("/"));
  const approvals = (facts?.answers ?? []).filter(({ decision }) => decision === "approve");

  return succeed({
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    reason: row.reason,
    state: shownState(row, now),
    stackName: placeOf(row),
    stackInUse: row.stack !== null && row.stack.retiredAt === null,
    teamName: row.stack?.team.name ?? "",
    accountId: scope?.accountId ?? "",
    accountName: scope?.accountName ?? "",
    region: scope?.region ?? "",
    requesterName: row.requester?.displayName ?? null,
    beneficiaryName: row.beneficiary.displayName,
    createdAt: row.createdAt.toISOString(),
    answerBy: row.answerBy.toISOString(),
    approvedAt: row.approvedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    pin: row.pin,
    effect,
    steps,
    outcome: outcomeSentences(row.outcome),
    groups:
      scope === null
        ? {}
        : await labelGroups(deps.db, scope.id, groupIds, bindingsSchema.parse(row.stack?.bindings ?? [])),
    answers: row.approvals.map((each) => ({
      personName: each.person.displayName,
      role: each.role,
      decision: each.decision === "approve" ? "approve" : "reject",
      comment: each.comment,
      at: each.createdAt.toISOString(),
      dismissed: each.dismissedAt !== null,
    })),
    missing:
      facts !== null && ["draft", "open"].includes(shownState(row, now))
        ? missingParts(facts.requirement, approvals).map(({ label, count }) => ({ label, count }))
        : [],
    mayAnswer: verdict.ok,
    whyNot: verdict.ok ? null : verdict.problem.sentence,
    mayWithdraw:
      canMove(state, "cancelled") && row.requesterId === actor.personId && may(roles, "withdraw-own-change"),
    unreadable,
    mayReplan,
    said: mayReplan && asked !== undefined ? saidOf(asked) : null,
    mayRollBack:
      ROLLED_BACK.kinds.some((kind) => kind === row.kind) &&
      ROLLED_BACK.states.some((each) => each === state) &&
      row.rolledBackBy.length === 0 &&
      row.resumes.every(({ version }) => version !== row.version) &&
      row.stack !== null &&
      row.stack.retiredAt === null &&
      may(roles, "ask-match"),
    mayResume:
      state === "partial" &&
      RESUMED.includes(row.kind) &&
      row.rolledBackBy.length === 0 &&
      row.resumes.every(({ version }) => version !== row.version) &&
      may(roles, "ask-match"),
    rollsBack: row.rollsBack?.number ?? null,
    rolledBackBy:
      undoing === undefined ? null : { number: undoing.number, isDone: undoing.state === "applied" },
    emergency: row.emergency && {
      declaredBy: row.emergency.declaredBy.displayName,
      endsAt: row.emergency.endsAt.toISOString(),
      reviewedBy: row.emergency.closedBy?.displayName ?? null,
      note: row.emergency.closingNote,
      mayReview: whyNotReviewed(person, row.emergency) === null,
    },
    startsAt: row.startsAt?.toISOString() ?? null,
    startsLater: startsLater(row, now),
    version: row.version,
    ...talk,
  });
}
