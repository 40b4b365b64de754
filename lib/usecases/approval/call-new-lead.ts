import { notify } from "../notices/notify.ts";
import type { Transaction } from "../ports.ts";
import { answerWanted } from "./call-for-answers.ts";
import { lockChange } from "./locked-change.ts";

const MOST = 100;

/** Somebody leads a team from now on: what waits for its lead is told to them, as it was to others before. */
export async function callNewLead(
  transaction: Transaction,
  { teamId, personId }: { readonly teamId: string; readonly personId: string },
): Promise<void> {
  const wants = (part: object) => ({ requirement: { path: ["parts"], array_contains: [part] } });
  const open = await transaction.changeRequest.findMany({
    where: {
      state: "open",
      OR: [{ AND: [{ stack: { teamId } }, wants({ roles: ["team_lead"] })] }, wants({ teamIds: [teamId] })],
    },
    orderBy: { number: "asc" },
    take: MOST,
    select: { id: true },
  });
  for (const { id } of open) {
    const change = await lockChange(transaction, id);
    if (change === null || change.facts.state !== "open") continue;
    const { requesterId, beneficiaryId } = change.facts;
    if (personId !== requesterId && personId !== beneficiaryId)
      await notify(transaction, [personId], answerWanted(change));
  }
}
