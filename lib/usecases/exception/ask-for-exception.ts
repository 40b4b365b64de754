import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { requirementFor } from "#lib/core/approval/requirement.ts";
import type { CatalogueFinding } from "#lib/core/findings/catalogue/catalogue-finding.ts";
import { judgeExceptionEnd } from "#lib/core/findings/exception/exception-length.ts";
import { type AcceptedExtent, acceptableExtent } from "#lib/core/findings/exception/finding-exception.ts";
import { emptyPlan, toldEffect } from "#lib/core/plan/empty-plan.ts";
import type { Effect } from "#lib/core/plan/plan.ts";
import { ABSENT, conflict, forbidden, invalid, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { stackPolicy } from "../apply/stack-policy.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { reasonText, requestKeyText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { readPolicy } from "../model/read-policy.ts";
import { asStoredJson } from "../model/stored-json.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { exceptionPin } from "./exception-pin.ts";
import { findFinding } from "./find-finding.ts";

export const askForExceptionInput = z.strictObject({
  scopeId: z.uuid(),
  findingId: z.string().min(1).max(2_000),
  /** Who answers for it; whoever asks when absent. */
  ownerId: z.uuid().nullable().default(null),
  until: z.coerce.date({ error: "Say until when, as a date." }),
  reason: reasonText,
  requestKey: requestKeyText,
});
export type AskForExceptionInput = z.output<typeof askForExceptionInput>;

const SHOWN = 8;

/** What is covered, line by line: a finding that reaches further one day is not. */
const reachWords = ({ flows, things }: AcceptedExtent): readonly string[] => {
  const lines = [
    ...flows.map(
      ({ direction, peer, service }) => `${service} ${direction === "ingress" ? "from" : "to"} ${peer}`,
    ),
    ...things,
  ];
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? ` and ${lines.length - SHOWN} more` : "";
  return [`It covers no more than this: ${lines.slice(0, SHOWN).join("; ")}${more}.`];
};

const effectOf = ({ sentence }: CatalogueFinding, endsAt: Date, extent: AcceptedExtent): Effect =>
  toldEffect(
    [
      `Until ${endsAt.toISOString().slice(0, 16).replace("T", " ")} UTC this finding is shown as accepted, and counted apart: ${sentence}`,
      ...reachWords(extent),
      "EC2's rules stay as they are, and so does whatever the finding is about.",
    ],
    extent.severity === "critical"
      ? ["It is critical: while it is accepted, nobody is reminded of it as something to put right."]
      : [],
  );

/**
 * A cloud admin, or the lead of the stack's team, asks for a finding to be accepted until a time. It is a change request
 * like any other; the worker puts it into force once it is approved.
 */
export async function askForException(
  deps: Deps,
  actor: PersonActor,
  input: AskForExceptionInput,
): Promise<Result<CreatedChange, Refusal>> {
  const { scopeId, findingId, reason } = input;
  const roles = await heldRoles(deps.db, actor.personId);
  const found = may(roles, "read") ? await findFinding(deps.db, scopeId, findingId) : null;
  const subjects = found?.stackId == null ? {} : { stackId: found.stackId };
  return loggedTransaction(deps, actor, "exception.asked", subjects, async (transaction) => {
    const held = await heldRoles(transaction, actor.personId);
    if (!may(held, "read")) return fail(ABSENT);
    const before = await sentBefore(transaction, actor, input.requestKey, input);
    if (!before.ok) return before;
    if (before.value !== null) return succeed(before.value);
    if (found === null) return fail(conflict("The last look does not show this finding any more."));
    if (!may(held, "ask-exception", found.teamId))
      return fail(forbidden("Cloud admins, and the lead of the stack's team, ask for exceptions."));
    const extent = acceptableExtent(found.finding);
    if (extent === null)
      return fail(
        conflict("Nobody can tell how far this reaches, so nobody can accept it: let it be read first."),
      );
    const now = await databaseTime(transaction);
    const end = judgeExceptionEnd(input.until, now);
    if (!end.ok) return end;
    const ownerId = input.ownerId ?? actor.personId;
    const owner = await transaction.person.findFirst({ where: { id: ownerId, disabledAt: null } });
    if (owner === null || !may(await heldRoles(transaction, ownerId), "read"))
      return fail(invalid("Its owner must be somebody who uses Sallyport."));
    const asked = await transaction.findingException.findFirst({
      where: { scopeId, findingId, state: "asked" },
      select: { change: { select: { number: true } } },
    });
    if (asked !== null) return fail(conflict(`Change #${asked.change.number} asks for this already.`));
    const { stackId, accountId, region, finding } = found;
    const policy =
      stackId === null ? (await readPolicy(transaction)).policy : await stackPolicy(transaction, stackId);
    const exception = { scopeId, stackId, findingId, extent, sentence: finding.sentence, ownerId, reason };
    const created = await createChange(transaction, deps, actor, {
      kind: "exception",
      stackId,
      ...(stackId === null ? { scopeId } : {}),
      beneficiaryId: ownerId,
      title: `Accept a finding of ${found.placeName}: ${found.title}`,
      reason,
      plan: emptyPlan(accountId, region),
      pin: exceptionPin({ ...exception, endsAt: end.value }),
      effect: effectOf(finding, end.value, extent),
      requirement: requirementFor({ kind: "exception", isOfStack: stackId !== null }, policy.answers),
      answerBy: new Date(now.getTime() + policy.answerWithinSeconds * 1_000),
      requestKey: keyOfForm(input.requestKey, input),
    });
    const { number } = await transaction.findingException.create({
      data: {
        ...exception,
        extent: asStoredJson(extent),
        ruleId: finding.ruleId,
        changeId: created.id,
        endsAt: end.value,
      },
      select: { number: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "exception.asked",
      subjects: { ...subjects, changeId: created.id, personId: ownerId },
      details: {
        number,
        findingId,
        sentence: finding.sentence,
        owner: owner.displayName,
        reason,
        endsAt: end.value.toISOString(),
      },
    });
    return succeed(created);
  });
}
