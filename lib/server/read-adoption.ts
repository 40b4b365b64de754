/** What exists and nobody has described, for its pages. */

import { notFound } from "next/navigation";
import { cache } from "react";
import { readAdoption } from "#lib/usecases/read/read-adoption.ts";
import { readProposal, readProposalInput } from "#lib/usecases/read/read-proposal.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function adoptionPage(at: Date | undefined) {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readAdoption({ db: webDatabase() }, actor, at));
}

/** Once a request, for its title and its body. */
export const proposalPage = cache(
  async (account: string, region: string, stack: string, team: string, pattern: string) => {
    const { actor } = await requirePerson();
    const input = readProposalInput.safeParse({ account, region, stack, team, pattern });
    if (!input.success) notFound();
    return valueOrAbsent(await readProposal({ db: webDatabase() }, actor, input.data));
  },
);
