/** The biography of one grant: who asked for it and why, who approved, what became of it on EC2, who looked again. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type GrantRow, grantRow, grantSelection } from "../read/grant-row.ts";
import { groupVersions } from "../read/group-versions.ts";
import { readableChanges } from "../read/readable-changes.ts";
import { ruleDeeds } from "../read/rule-deeds.ts";
import { type BiographyEvent, inOrder } from "./biography.ts";
import { changeEventsOf } from "./change-biography.ts";
import { grantLifeOf } from "./grant-life.ts";
import { logEventsOf } from "./log-biography.ts";
import { seenEventsOf } from "./seen-biography.ts";
import { type ThinnedView, thinnedSpans } from "./thinned-spans.ts";

export const readGrantBiographyInput = z.strictObject({ number: z.int().min(1).max(2_147_483_647) });

export interface GrantBiography {
  readonly grant: GrantRow;
  readonly groupId: string;
  /** The rule that it opens, as `ruleKey` writes it. */
  readonly ruleKey: string;
  readonly events: readonly BiographyEvent[];
  readonly thinned: readonly ThinnedView[];
}

const peerOf = (value: string) => {
  if (value.startsWith("sg-")) return { kind: "group", groupId: value } as const;
  if (value.startsWith("pl-")) return { kind: "prefix-list", prefixListId: value } as const;
  return { kind: value.includes(":") ? "ipv6" : "ipv4", cidr: value } as const;
};

/** An ssh admin reads their own; whoever looks after stacks reads everybody's, as in the list of grants. */
export async function readGrantBiography(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { number }: z.output<typeof readGrantBiographyInput>,
): Promise<Result<GrantBiography, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  const row = await db.grant.findUnique({
    where: { number },
    select: {
      ...grantSelection,
      groupId: true,
      protocol: true,
      fromPort: true,
      toPort: true,
      changeId: true,
      endChangeId: true,
      createdAt: true,
      stackId: true,
      stack: { select: { name: true, scopeId: true } },
      extensions: { select: { id: true } },
    },
  });
  const seesAll = roles.some(({ role }) => role !== "ssh_admin");
  if (row === null || (!seesAll && row.personId !== actor.personId)) return fail(ABSENT);
  const { protocol, fromPort, toPort, groupId } = row;
  const key = ruleKey({ direction: "ingress", protocol, fromPort, toPort, peer: peerOf(row.peer) });
  const versions = (await groupVersions(db, row.stack.scopeId, [groupId])).get(groupId) ?? [];
  const deeds = (await ruleDeeds(db, row.stackId)).get(`${groupId} ${key}`) ?? [];
  const seen = await seenEventsOf(db, row.stack.scopeId, versions, key, deeds);
  const changeIds = [row.changeId, row.endChangeId, ...row.extensions.map(({ id }) => id)].flatMap(
    (id) => id ?? [],
  );
  const from = row.createdAt.toISOString();
  const events = [
    // Other people's grants on the same rule came before and go on after: what concerns this one is its own time.
    ...seen.filter(
      (event) => event.at >= from && (row.endedAt === null || isSoonAfter(event.at, row.endedAt)),
    ),
    ...(await changeEventsOf(db, changeIds, readable)),
    ...grantLifeOf(row),
    ...(may(roles, "read-audit") ? await logEventsOf(db, { changeIds, grantIds: [row.id] }) : []),
  ];
  return succeed({
    grant: grantRow(row),
    groupId,
    ruleKey: key,
    events: inOrder(events),
    thinned: await thinnedSpans(db, [row.stack.scopeId], row.createdAt, row.endedAt ?? new Date()),
  });
}

const DAY = 24 * 60 * 60 * 1000;

const isSoonAfter = (at: string, end: Date): boolean => Date.parse(at) <= end.getTime() + DAY;
