import { notify } from "../notices/notify.ts";
import { holdersOf } from "../people/held-roles.ts";
import type { Transaction } from "../ports.ts";
import type { StackModel } from "../read/stack-model.ts";

/** Cloud admins and the team's leads hear that Sallyport acts by itself. */
export async function tellPutBack(
  transaction: Transaction,
  { stack, teamId }: Pick<StackModel, "stack" | "teamId">,
  change: { readonly id: string; readonly number: number; readonly title: string; readonly reason: string },
): Promise<void> {
  const people = [
    ...(await holdersOf(transaction, "cloud_admin")),
    ...(await holdersOf(transaction, "team_lead", teamId)),
  ];
  await notify(transaction, people, {
    kind: "drift",
    about: `put-back:${change.id}`,
    subject: `Sallyport is putting back what changed on ${stack.name}`,
    body: `${change.reason}\n\nThis is change #${change.number}, as was approved for ${stack.name}. If it was meant, change the model, or roll the change back.`,
    link: `/changes/${change.number}`,
  });
}
