import { z } from "zod";
import { mayReadChange } from "#lib/core/approval/may-read-change.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { plainText } from "../change/plain-text.ts";
import { notify } from "../notices/notify.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lockChange, subjectsOf } from "./locked-change.ts";

export const commentInput = z.strictObject({
  changeId: z.uuid(),
  comment: plainText(4_000).min(1, "Write something."),
});

/** Whoever may read a change may write about it. Who asked, who gains and who wrote before are told. */
export const commentOnChange = (
  deps: Deps,
  actor: PersonActor,
  { changeId, comment }: z.output<typeof commentInput>,
): Promise<Result<{ readonly id: string }, Refusal>> =>
  loggedTransaction(deps, actor, "change.commented", { changeId }, async (transaction) => {
    const change = await lockChange(transaction, changeId);
    const roles = await heldRoles(transaction, actor.personId);
    if (
      change === null ||
      !mayReadChange(
        { personId: actor.personId, roles },
        {
          ...change.facts,
          askedTeamIds: change.facts.requirement.parts.flatMap(({ teamIds }) => teamIds ?? []),
        },
      )
    )
      return fail(ABSENT);
    const { id } = await transaction.changeComment.create({
      data: { changeId, personId: actor.personId, body: comment },
      select: { id: true },
    });
    await appendAudit(transaction, {
      actor,
      action: "change.commented",
      subjects: subjectsOf(change),
      details: { number: change.number, title: change.title, comment },
    });
    const wrote = await transaction.changeComment.findMany({
      where: { changeId },
      distinct: ["personId"],
      select: { personId: true },
    });
    const { requesterId, beneficiaryId, answers } = change.facts;
    const concerned = [
      requesterId,
      beneficiaryId,
      ...wrote.map((each) => each.personId),
      ...answers.map((each) => each.personId),
    ];
    const people = new Set(concerned.filter((personId) => personId !== null && personId !== actor.personId));
    await notify(
      transaction,
      [...people].filter((personId) => personId !== null),
      {
        kind: "change-decided",
        about: `comment:${id}`,
        subject: `${actor.displayName} wrote about change #${change.number} on ${change.placeName}`,
        body: `${change.title}\n\n${comment}`,
      },
    );
    return succeed({ id });
  });
