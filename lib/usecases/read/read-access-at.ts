/** Who had SSH access to what at a moment of the past, and what stood open then that was nobody's. */
import type { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import type { GrantRow } from "./grant-row.ts";
import { grantsAt } from "./grants-at.ts";
import { type OrphanSource, orphanSources } from "./orphan-sources.ts";
import type { readAccessInput, StandingRow } from "./read-access.ts";
import { stackModels } from "./stack-model.ts";

export interface PastAccessView {
  /** False for an ssh admin, who sees what was their own. */
  readonly seesAll: boolean;
  /**
   * Grants that were asked for or open then: `live` from when their rule was there until it was gone. When they end is
   * what is known of it now.
   */
  readonly grants: readonly GrantRow[];
  readonly standing: readonly StandingRow[];
  readonly orphans: readonly OrphanSource[];
}

const isSame = (asked: string, value: string | null): boolean => asked === "" || asked === value;

export async function readAccessAt(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { stack, person, source }: z.output<typeof readAccessInput>,
  at: Date,
): Promise<Result<PastAccessView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const seesAll = roles.some(({ role }) => role !== "ssh_admin");
  const whose = person === "" ? {} : { person: { displayName: person } };
  const grants = await grantsAt(
    db,
    {
      ...(stack === "" ? {} : { stack: { name: stack } }),
      ...(seesAll ? whose : { personId: actor.personId }),
      ...(source === "" ? {} : { peer: source }),
    },
    at,
  );
  const models = seesAll ? await stackModels(db, stack === "" ? undefined : stack, at) : [];
  return succeed({
    seesAll,
    grants,
    standing: models.flatMap(({ stack: { name }, opened }) =>
      opened.flatMap(({ name: sourceName, value, ownerName, reviewAt }): StandingRow[] =>
        reviewAt === null || !isSame(person, ownerName) || !isSame(source, value)
          ? []
          : [{ stackName: name, sourceName, value, ownerName, reviewAt, overdue: new Date(reviewAt) < at }],
      ),
    ),
    orphans:
      seesAll && person === "" && source === ""
        ? await orphanSources(db, stack === "" ? undefined : stack, at)
        : [],
  });
}
