import { may } from "#lib/core/approval/authority.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import type { AskedEstate, AskedPlace, AskedSource } from "#lib/core/question/asked-estate.ts";
import type { Database, HeldRole } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";
import { type ScopeStatus, scopeStatuses } from "../read/scope-status.ts";
import { type StackModel, stackModels } from "../read/stack-model.ts";

interface LoadedEstate {
  readonly estate: AskedEstate;
  readonly models: readonly StackModel[];
  readonly scopes: readonly ScopeStatus[];
}

const peerOf = (kind: string, value: string): AskedSource["peer"] => {
  if (kind === "group") return { kind: "group", groupId: value };
  return kind === "prefix-list"
    ? { kind: "prefix-list", prefixListId: value }
    : { kind: "cidr", cidr: value };
};

/** As on the pages: an ssh admin sees their own sources alone. */
async function sourcesFor(db: Database, personId: string | null): Promise<readonly AskedSource[]> {
  const rows = await db.source.findMany({
    where: personId === null ? {} : { ownerId: personId },
    select: { name: true, kind: true, value: true, owner: { select: { displayName: true } } },
    orderBy: [{ name: "asc" }, { value: "asc" }],
  });
  return rows.map(({ name, kind, value, owner }) => ({
    name,
    peer: peerOf(kind, value),
    ownerName: owner?.displayName ?? null,
  }));
}

/**
 * What a person may ask about: every account and Region as last seen, or as it stood at `at`, with the stacks of now.
 * The caller has checked that the person may read. `here`: the CIDR they come from, if that can be told.
 */
export async function loadEstate(
  db: Database,
  person: { readonly personId: string; readonly roles: readonly HeldRole[] } | null,
  here: string | null,
  at?: Date,
): Promise<LoadedEstate> {
  const seesAll = person === null || may(person.roles, "read-audit");
  const [scopes, models, sources] = await Promise.all([
    scopeStatuses(db, at),
    stackModels(db, undefined, at),
    sourcesFor(db, seesAll ? null : person.personId),
  ]);
  const places: AskedPlace[] = [];
  for (const { scopeId, accountName, region } of scopes) {
    const observation = await lastObservation(db, scopeId, at);
    if (observation === null) continue;
    const stacks = models.filter((model) => model.scopeId === scopeId).map(({ stack }) => stack);
    places.push({ scopeId, accountName, region, index: indexObservation(observation), stacks });
  }
  return { estate: { places, sources, here }, models, scopes };
}
