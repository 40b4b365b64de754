/** The biography of one rule of a group: what looks saw of it, and who asked, approved and reviewed what it rests on. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { groupVersions } from "../read/group-versions.ts";
import { readableChanges } from "../read/readable-changes.ts";
import { ruleDeeds } from "../read/rule-deeds.ts";
import { type BiographyEvent, inOrder } from "./biography.ts";
import { changeEventsOf } from "./change-biography.ts";
import { grantLifeOf } from "./grant-life.ts";
import { logEventsOf } from "./log-biography.ts";
import { seenEventsOf } from "./seen-biography.ts";
import { type ThinnedView, thinnedSpans } from "./thinned-spans.ts";

export const readRuleBiographyInput = z.strictObject({
  groupId: z.string().regex(/^sg-[0-9a-f]{8,17}$/),
  /** As `ruleKey` writes it. */
  ruleKey: plainText(300).min(1),
});

export interface RuleBiography {
  /** None where no look ever saw such a rule and nobody asked for it. */
  readonly events: readonly BiographyEvent[];
  /** Where looks are no longer all there, what came and went between two that are is not known. */
  readonly thinned: readonly ThinnedView[];
}

/** Where the group was observed, by its own account before others that it is shared with. */
async function scopeOfGroup(db: Database, groupId: string): Promise<string | null> {
  const rows = await db.observedItem.findMany({
    where: { kind: "groups", itemId: groupId },
    orderBy: { id: "desc" },
    distinct: ["scopeId"],
    include: { scope: true, content: true },
  });
  const own = rows.find(({ scope, content }) => content.body.includes(`"ownerId":"${scope.accountId}"`));
  return (own ?? rows[0])?.scopeId ?? null;
}

/** Grants that kept this very rule open. */
async function grantsOn(db: Database, groupId: string, ruleKey: string) {
  const [, protocol = "", ports = "", peer = ""] = ruleKey.split(" ");
  const [from, to] = ports.split(":").map(Number);
  if (!ruleKey.startsWith("ingress ") || from === undefined || to === undefined) return [];
  if (!Number.isInteger(from) || !Number.isInteger(to)) return [];
  return db.grant.findMany({ where: { groupId, peer, protocol, fromPort: from, toPort: to } });
}

/** The ids of changes by their numbers. */
const changeIdsOf = async (db: Database, numbers: readonly number[]): Promise<readonly string[]> =>
  (await db.changeRequest.findMany({ where: { number: { in: [...numbers] } }, select: { id: true } })).map(
    ({ id }) => id,
  );

export async function readRuleBiography(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { groupId, ruleKey }: z.output<typeof readRuleBiographyInput>,
): Promise<Result<RuleBiography, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  const scopeId = await scopeOfGroup(db, groupId);
  if (scopeId === null) return fail(ABSENT);
  const versions = (await groupVersions(db, scopeId, [groupId])).get(groupId) ?? [];
  const stacks = await db.stack.findMany({ where: { scopeId }, select: { id: true } });
  const deeds = (
    await Promise.all(
      stacks.map(async ({ id }) => (await ruleDeeds(db, id)).get(`${groupId} ${ruleKey}`) ?? []),
    )
  ).flat();
  const grants = await grantsOn(db, groupId, ruleKey);
  const changeIds = [
    ...(await changeIdsOf(
      db,
      deeds.map(({ changeNumber }) => changeNumber),
    )),
    ...grants.flatMap(({ changeId, endChangeId }) => [changeId, endChangeId].flatMap((id) => id ?? [])),
  ];
  const events = [
    ...(await seenEventsOf(db, scopeId, versions, ruleKey, deeds)),
    ...(await changeEventsOf(db, changeIds, readable)),
    ...grants.flatMap(grantLifeOf),
    ...(may(roles, "read-audit")
      ? await logEventsOf(db, { changeIds, grantIds: grants.map(({ id }) => id) })
      : []),
  ];
  return succeed({
    events: inOrder(events),
    thinned: await thinnedSpans(db, [scopeId], new Date(events[0]?.at ?? 0), new Date()),
  });
}
