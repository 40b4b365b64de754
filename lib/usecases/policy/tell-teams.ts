import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";

interface HandedOver {
  readonly changeId: string;
  readonly stackName: string;
  readonly fromTeamId: string;
  readonly toTeamId: string;
}

/** The leads of both teams hear that a stack went from one to the other. */
export async function tellTeams(
  transaction: Transaction,
  { changeId, stackName, fromTeamId, toTeamId }: HandedOver,
): Promise<void> {
  const nameOf = async (id: string) =>
    (await transaction.team.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;
  const people = [
    ...(await holdersOf(transaction, "team_lead", fromTeamId)),
    ...(await holdersOf(transaction, "team_lead", toTeamId)),
  ];
  await notify(transaction, people, {
    kind: "change-decided",
    about: `handed-over:${changeId}`,
    subject: `${stackName} belongs to the team ${await nameOf(toTeamId)} now`,
    body: `It was the team ${await nameOf(fromTeamId)}'s. Where a request on it needs the lead of its team, that is now the new team's.`,
    link: `/stacks/${encodeURIComponent(stackName)}`,
  });
}
