import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { policyOfStack } from "#lib/core/grant/policy.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { whyDoorIsClosed } from "#lib/core/plan/closed-door.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { readStoredOverrides } from "#lib/formats/policy/stored-policy.ts";
import { familiesOf, findDoor } from "../access/door.ts";
import { NO_DOOR } from "../access/grant-refusals.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { readPolicy } from "../model/read-policy.ts";
import { heldRoles, holdingAt } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { type GrantRow, grantRow, grantSelection } from "./grant-row.ts";
import { lastObservation } from "./known-observation.ts";
import { type OrphanSource, orphanSources } from "./orphan-sources.ts";
import { stackModels } from "./stack-model.ts";

export const readAccessInput = z.strictObject({
  /** A stack's name; empty for all. */
  stack: plainText(255).default(""),
  /** A person's name, as holder of a grant or owner of a source; empty for everybody. */
  person: plainText(255).default(""),
  /** A source's address; empty for all. */
  source: plainText(100).default(""),
});

export interface AskableStack {
  readonly id: string;
  readonly name: string;
  readonly teamName: string;
  readonly accountName: string;
  readonly region: string;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  /** The address families that its VPC has; none before the first look. */
  readonly families: readonly ("ipv4" | "ipv6")[];
  /** Why no grant can be opened on it, in a sentence; null when one can, or before the first look. */
  readonly closedBecause: string | null;
}

export interface StandingRow {
  readonly stackName: string;
  readonly sourceName: string;
  readonly value: string;
  /** Null: nobody owns it. */
  readonly ownerName: string | null;
  /** ISO date. */
  readonly reviewAt: string;
  readonly overdue: boolean;
}

export interface AccessView {
  readonly mayAsk: boolean;
  readonly mayOpenForOthers: boolean;
  /** In an emergency, at once. */
  readonly mayBreakGlass: boolean;
  readonly mayEndAny: boolean;
  readonly stacks: readonly AskableStack[];
  /** Whom a cloud admin may open a grant for. */
  readonly sshAdmins: readonly { readonly id: string; readonly name: string }[];
  /** Sources that this person owns, by name: offered when asking. */
  readonly mySources: readonly { readonly name: string; readonly value: string }[];
  /** My grants that are asked for, live or ending; then those that ended lately. */
  readonly mine: readonly GrantRow[];
  readonly mineEnded: readonly GrantRow[];
  /** Everybody's, for those who look after stacks; empty for an ssh admin. */
  readonly everybody: readonly GrantRow[];
  readonly standing: readonly StandingRow[];
  /** Open on a door, and nobody's. */
  readonly orphans: readonly OrphanSource[];
}

const UNDER_WAY = ["asked", "live", "ending"];

/** Who has SSH access to what, until when; and what this person may ask for. */
export async function readAccess(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: z.output<typeof readAccessInput>,
): Promise<Result<AccessView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const now = await databaseTime(db);
  const { policy } = await readPolicy(db);
  const mayAsk = may(roles, "ask-grant-for-oneself");
  const mayOpenForOthers = may(roles, "ask-grant-for-other");
  const seesAll = roles.some(({ role }) => role !== "ssh_admin");
  const named = input.stack === "" ? {} : { name: input.stack };
  const chosen = { stack: named, ...(input.source === "" ? {} : { peer: input.source }) };

  const stacks = await db.stack.findMany({
    where: { retiredAt: null },
    orderBy: { name: "asc" },
    include: { team: true, scope: true },
  });
  const sshAdmins = mayOpenForOthers
    ? await db.person.findMany({
        where: holdingAt(now, "ssh_admin"),
        orderBy: { displayName: "asc" },
        select: { id: true, displayName: true },
      })
    : [];
  const mySources = await db.source.findMany({
    where: { ownerId: actor.personId, kind: { in: ["ipv4", "ipv6"] } },
    orderBy: { name: "asc" },
    select: { name: true, value: true },
  });
  const mine = await db.grant.findMany({
    where: { ...chosen, personId: actor.personId, state: { in: UNDER_WAY } },
    orderBy: { endsAt: "asc" },
    select: grantSelection,
  });
  const mineEnded = await db.grant.findMany({
    where: { ...chosen, personId: actor.personId, state: { notIn: UNDER_WAY } },
    orderBy: { number: "desc" },
    take: 20,
    select: grantSelection,
  });
  const everybody = seesAll
    ? await db.grant.findMany({
        where: {
          ...chosen,
          ...(input.person === "" ? {} : { person: { displayName: input.person } }),
          state: { in: UNDER_WAY },
        },
        orderBy: [{ stack: { name: "asc" } }, { endsAt: "asc" }],
        select: grantSelection,
      })
    : [];
  const standing = seesAll
    ? await db.stackSource.findMany({
        where: {
          // Nothing stands open at a stack that is only planned, or not in use any more.
          stack: { ...named, retiredAt: null },
          source: {
            ...(input.person === "" ? {} : { owner: { displayName: input.person } }),
            ...(input.source === "" ? {} : { value: input.source }),
          },
        },
        orderBy: [{ stack: { name: "asc" } }, { source: { name: "asc" } }],
        include: { stack: true, source: { include: { owner: true } } },
      })
    : [];

  const doors = new Map((await stackModels(db)).map(({ id, stack }) => [id, findDoor(stack)]));
  const seen = await Promise.all(
    stacks.map(async ({ id, name, scopeId, vpcId }) => {
      const observation = await lastObservation(db, scopeId);
      if (observation === null) return { families: [], closedBecause: null };
      const door = doors.get(id) ?? null;
      return {
        families: familiesOf(observation.vpcs, vpcId),
        closedBecause:
          door === null
            ? NO_DOOR.sentence
            : whyDoorIsClosed(door.groupId, name, indexObservation(observation)),
      };
    }),
  );

  return succeed({
    mayAsk,
    mayOpenForOthers,
    mayBreakGlass: mayOpenForOthers && (await readPolicy(db)).policy.breakGlass,
    mayEndAny: may(roles, "end-any-grant"),
    stacks: stacks.map((stack, index) => {
      const own = policyOfStack(policy, readStoredOverrides(stack.policy));
      return {
        families: seen[index]?.families ?? [],
        closedBecause: seen[index]?.closedBecause ?? null,
        id: stack.id,
        name: stack.name,
        teamName: stack.team.name,
        accountName: stack.scope.accountName,
        region: stack.scope.region,
        minSeconds: own.minSeconds,
        maxSeconds: own.maxSeconds,
      };
    }),
    sshAdmins: sshAdmins.map(({ id, displayName }) => ({ id, name: displayName })),
    mySources,
    mine: mine.map(grantRow),
    mineEnded: mineEnded.map(grantRow),
    everybody: everybody.map(grantRow),
    orphans:
      seesAll && input.person === "" && input.source === ""
        ? await orphanSources(db, input.stack === "" ? undefined : input.stack)
        : [],
    standing: standing.map((row) => ({
      stackName: row.stack.name,
      sourceName: row.source.name,
      value: row.source.value,
      ownerName: row.source.owner?.displayName ?? null,
      reviewAt: row.reviewAt.toISOString().slice(0, 10),
      overdue: row.reviewAt < now,
    })),
  });
}
