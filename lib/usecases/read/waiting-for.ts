import { type Answerer, mayAnswer } from "#lib/core/approval/may-answer.ts";
import type { Database } from "../ports.ts";
import { answerable, answerableSelection } from "./answerable.ts";

/** Open requests that this person may answer, and some that they may not. Null: none. */
function mightAnswer({ personId, roles }: Answerer, now: Date) {
  if (roles.some(({ role }) => role === "ssh_admin")) return null;
  const wants = (part: object) => ({ requirement: { path: ["parts"], array_contains: [part] } });
  const teams = roles.flatMap(({ role, teamId }) =>
    role === "team_lead" && teamId !== null ? [teamId] : [],
  );
  const fitting = [
    ...(roles.some(({ role }) => role === "cloud_admin") ? [wants({ roles: ["cloud_admin"] })] : []),
    ...(teams.length === 0
      ? []
      : [{ AND: [{ stack: { teamId: { in: teams } } }, wants({ roles: ["team_lead"] })] }]),
    ...teams.map((teamId) => wants({ teamIds: [teamId] })),
  ];
  if (fitting.length === 0) return null;
  return {
    state: "open",
    answerBy: { gt: now },
    requesterId: { not: personId },
    beneficiaryId: { not: personId },
    approvals: { none: { personId, dismissedAt: null } },
    OR: fitting,
  };
}

/** Open requests whose answers are given in turn, or that name teams: a query alone cannot tell whose they are. */
const special = (db: Database): Promise<readonly { readonly id: string }[]> =>
  db.$queryRaw`
    SELECT id::text FROM change_request
     WHERE state = 'open' AND jsonb_path_exists(requirement, '$.parts[*] ? (@.stage > 0 || exists(@.teamIds))')`;

/**
 * The condition of a query for the changes that wait for this person's answer; null where none does. Those that a
 * query cannot tell, which are few, are judged here one by one.
 */
export async function waitingFor(db: Database, person: Answerer, now: Date) {
  const might = mightAnswer(person, now);
  if (might === null) return null;
  const staged = await db.changeRequest.findMany({
    where: { ...might, id: { in: (await special(db)).map(({ id }) => id) } },
    select: { id: true, ...answerableSelection },
  });
  const notYet = staged.filter((row) => {
    const facts = answerable(row);
    return facts === null || !mayAnswer(person, facts, row.pin, now).ok;
  });
  return { ...might, id: { notIn: notYet.map(({ id }) => id) } };
}
