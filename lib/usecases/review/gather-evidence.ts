/** The evidence about things under review, as it is now. */
import type { Observation } from "#lib/core/group/observation.ts";
import type { ObservationIndex } from "#lib/core/group/observation-index.ts";
import { indexObservation } from "#lib/core/group/observation-index.ts";
import { parseProtocol } from "#lib/core/net/protocol.ts";
import { NO_SERVICES, portRange, type ServiceSet } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { Evidence, EvidencedReach } from "#lib/core/review/evidence.ts";
import { doorless, evidencedReach } from "#lib/core/review/evidenced-reach.ts";
import type { OpenSource, Stack } from "#lib/core/tier/pattern.ts";
import { type Door, findDoor } from "../access/door.ts";
import type { Database, Transaction } from "../ports.ts";
import { lastObservation } from "../read/known-observation.ts";
import { stackModelsForEnds } from "../read/stack-model.ts";
import { type LastReviews, lastReviews } from "./last-reviews.ts";
import {
  deedsOfExceptions,
  deedsOfGrants,
  deedsOfStanding,
  type LoggedDeed,
  lastChangeOf,
  type StackSave,
  savesOfStacks,
} from "./log-behind.ts";
import {
  type ExceptionRecord,
  type FoundSubject,
  type GrantRecord,
  idsOf,
  type RequestRecord,
  reviewSubjects,
  type StandingRecord,
  subjectKey,
} from "./review-subjects.ts";

/** What EC2 said last about each account in a Region, by scope; null where it was never looked at. */
export type SeenScopes = ReadonlyMap<string, ObservationIndex | null>;

/** Every one, or those asked for. Read before the transaction that uses it: an observation may be large. */
export async function seenScopes(db: Database, ids?: readonly string[]): Promise<SeenScopes> {
  const where = ids === undefined ? {} : { id: { in: [...ids] } };
  const scopes = await db.scope.findMany({ where, select: { id: true } });
  const seen = new Map<string, ObservationIndex | null>();
  for (const { id } of scopes) {
    const observation = await lastObservation(db, id);
    seen.set(id, observation === null ? null : indexObservation(observation));
  }
  return seen;
}

interface Known {
  readonly seen: SeenScopes;
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly deeds: ReadonlyMap<string, readonly LoggedDeed[]>;
  readonly saves: ReadonlyMap<string, readonly StackSave[]>;
  readonly reviews: LastReviews;
}

/** Observations never change, so what a source reaches in one is computed once. */
const reaches = new WeakMap<Observation, Map<string, EvidencedReach>>();

const servicesOf = ({ protocol, fromPort, toPort }: Omit<Door, "groupId">): ServiceSet => {
  const number = parseProtocol(protocol);
  return number === null || number === "all" ? NO_SERVICES : portRange(number, fromPort, toPort);
};

const peerOf = (value: string): OpenSource["peer"] => {
  if (value.startsWith("sg-")) return { kind: "group", groupId: value };
  if (value.startsWith("pl-")) return { kind: "prefix-list", prefixListId: value };
  return { kind: "cidr", cidr: value };
};

function reachOf(
  peer: string,
  door: Omit<Door, "groupId"> | null,
  scopeId: string,
  { seen }: Pick<Known, "seen">,
): EvidencedReach {
  const index = seen.get(scopeId) ?? null;
  if (index !== null && door === null) return doorless(index);
  const services = door === null ? NO_SERVICES : servicesOf(door);
  const service = printServices(services).join(", ");
  if (index === null) return evidencedReach(peerOf(peer), services, service, null);
  const inObservation = reaches.get(index.observation) ?? new Map<string, EvidencedReach>();
  reaches.set(index.observation, inObservation);
  const key = `${peer} ${service}`;
  const known = inObservation.get(key) ?? evidencedReach(peerOf(peer), services, service, index);
  inObservation.set(key, known);
  return known;
}

/** Computes what takes long before a transaction that gathers evidence begins. */
export async function warmReach(db: Database, seen: SeenScopes): Promise<void> {
  const subjects = await reviewSubjects(db);
  const models = new Map((await stackModelsForEnds(db)).map(({ id, stack }) => [id, stack]));
  for (const subject of subjects) {
    if (subject.kind === "grant")
      reachOf(subject.grant.peer, subject.grant, subject.grant.stack.scope.id, { seen });
    if (subject.kind === "source") {
      const { stack, source } = subject.standing;
      const model = models.get(stack.id);
      reachOf(source.value, model === undefined ? null : findDoor(model), stack.scope.id, { seen });
    }
  }
}

/** Who asked for it, and who said yes. */
const requestOf = (change: RequestRecord): Pick<Evidence, "asked" | "approved"> => ({
  asked: {
    by: change.requester?.displayName ?? "Sallyport",
    at: change.createdAt.toISOString(),
    change: change.number,
  },
  approved: change.approvals.map((each) => ({
    by: each.person.displayName,
    role: each.role,
    at: each.createdAt.toISOString(),
  })),
});

function grantEvidence(grant: GrantRecord, key: string, known: Known): Evidence {
  const { stack, person, change, peer } = grant;
  const deeds = known.deeds.get(grant.id) ?? [];
  return {
    title: `SSH to ${stack.name} from ${peer}`,
    stack: stack.name,
    account: stack.scope.accountName,
    region: stack.scope.region,
    owner: { name: person.displayName, email: person.email },
    source: grant.source.name,
    peer,
    service: printServices(servicesOf(grant)).join(", "),
    groupId: grant.groupId,
    why: grant.reason,
    began: grant.openedAt?.toISOString() ?? null,
    ends: grant.endsAt.toISOString(),
    reviewBy: null,
    ...requestOf(change),
    lastReview: known.reviews.get(key) ?? null,
    lastChange: lastChangeOf(deeds.filter(({ action }) => action.startsWith("grant."))),
    entries: deeds.map(({ id }) => id),
    reach: reachOf(peer, grant, stack.scope.id, known),
  };
}

function standingEvidence(standing: StandingRecord, key: string, known: Known): Evidence {
  const { stack, source } = standing;
  const model = known.stacks.get(stack.id);
  const door = model === undefined ? null : findDoor(model);
  const deeds = deedsOfStanding(known.saves.get(stack.id) ?? [], source.value);
  const [first] = deeds;
  return {
    title: `${source.name} on ${stack.name}`,
    stack: stack.name,
    account: stack.scope.accountName,
    region: stack.scope.region,
    owner: source.owner === null ? null : { name: source.owner.displayName, email: source.owner.email },
    source: source.name,
    peer: source.value,
    service: door === null ? null : printServices(servicesOf(door)).join(", "),
    groupId: door?.groupId ?? null,
    why: `A standing source: the text of ${stack.name} keeps it open without an end.`,
    began: first?.at ?? null,
    ends: null,
    reviewBy: standing.reviewAt.toISOString().slice(0, 10),
    asked: first === undefined ? null : { by: first.by, at: first.at, change: null },
    approved: [],
    lastReview: known.reviews.get(key) ?? null,
    lastChange: lastChangeOf(deeds),
    entries: deeds.map(({ id }) => id),
    reach: reachOf(source.value, door, stack.scope.id, known),
  };
}

const OPENS_NOTHING: EvidencedReach = {
  verdict: "as-found",
  sentence: "An exception opens nothing by itself: it accepts what its finding says is open.",
  interfaces: 0,
  instances: 0,
  seenAt: null,
};

function exceptionEvidence(exception: ExceptionRecord, key: string, known: Known): Evidence {
  const { stack, scope, owner, change } = exception;
  const deeds = known.deeds.get(exception.id) ?? [];
  return {
    title: `Accepted: ${exception.sentence}`,
    stack: stack?.name ?? null,
    account: scope.accountName,
    region: scope.region,
    owner: { name: owner.displayName, email: owner.email },
    source: null,
    peer: null,
    service: null,
    groupId: null,
    why: exception.reason,
    began: exception.beganAt?.toISOString() ?? null,
    ends: exception.endsAt.toISOString(),
    reviewBy: null,
    ...requestOf(change),
    lastReview: known.reviews.get(key) ?? null,
    lastChange: lastChangeOf(deeds),
    entries: deeds.map(({ id }) => id),
    reach: OPENS_NOTHING,
  };
}

function evidenceOf(subject: FoundSubject, key: string, known: Known): Evidence {
  switch (subject.kind) {
    case "grant":
      return grantEvidence(subject.grant, key, known);
    case "source":
      return standingEvidence(subject.standing, key, known);
    case "exception":
      return exceptionEvidence(subject.exception, key, known);
  }
}

/** By `subjectKey`. */
export async function gatherEvidence(
  transaction: Transaction,
  subjects: readonly FoundSubject[],
  seen: SeenScopes,
): Promise<ReadonlyMap<string, Evidence>> {
  const grants = subjects.flatMap((each) => (each.kind === "grant" ? [each.grant] : []));
  const exceptions = subjects.flatMap((each) => (each.kind === "exception" ? [each.exception] : []));
  const standing = subjects.flatMap((each) => (each.kind === "source" ? [each.standing] : []));
  const models = await stackModelsForEnds(transaction);
  const known: Known = {
    seen,
    stacks: new Map(models.map(({ id, stack }) => [id, stack])),
    deeds: new Map([
      ...(await deedsOfGrants(transaction, grants)),
      ...(await deedsOfExceptions(transaction, exceptions)),
    ]),
    saves: await savesOfStacks(
      transaction,
      standing.map(({ stackId }) => stackId),
    ),
    reviews: await lastReviews(transaction),
  };
  return new Map(
    subjects.map((each) => {
      const key = subjectKey(idsOf(each));
      return [key, evidenceOf(each, key, known)];
    }),
  );
}
