/** Everything that happened to one stack, newest first: changes, drift, looks, grants, and what it was meant to be. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import type { ChangeState } from "#lib/core/approval/change-state.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { databaseTime } from "../database-time.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { changeAbout } from "../read/change-about.ts";
import { changeStateOf } from "../read/change-state-of.ts";
import { type ReadableChanges, readableChanges } from "../read/readable-changes.ts";
import { ruleLives } from "../read/rule-lives.ts";
import { type StackModel, stackModels } from "../read/stack-model.ts";
import { type GrantEvent, grantEvents } from "./grant-events.ts";
import { condensedLooks, type LooksEvent, type ToldLook, toldLooks } from "./looks-events.ts";
import { type ModelEvent, modelEvents } from "./model-events.ts";
import { type PostureEvent, postureEvents } from "./posture-events.ts";
import { type RuleEvent, ruleEvents } from "./rule-events.ts";
import { type ThinnedView, thinnedSpans } from "./thinned-spans.ts";

export const readTimelineInput = z.strictObject({
  name: plainText(255).min(1),
  /** As of a moment of the past; now when absent. */
  at: z.date().optional(),
  /** How many days back from there; absent for everything. */
  days: z.int().min(1).max(36_500).optional(),
});

export interface ChangeEvent {
  readonly kind: "change-asked" | "change-ended";
  readonly at: string;
  readonly number: number;
  readonly title: string;
  readonly state: ChangeState;
  readonly requesterName: string | null;
}

export type TimelineEvent = (ChangeEvent | RuleEvent | PostureEvent | GrantEvent | ModelEvent) & {
  /** When the last look before it ended: the one to compare with; null where there is none. */
  readonly lookBefore: string | null;
};

export interface TimelineView {
  /** Newest first; looks stand condensed between the other events. */
  readonly rows: readonly (TimelineEvent | (LooksEvent & { readonly lookBefore: null }))[];
  /** More happened than is shown: the oldest is left out. */
  readonly isCut: boolean;
  readonly thinned: readonly ThinnedView[];
}

const DAY = 24 * 60 * 60 * 1000;
const MOST = 400;

interface Asked {
  readonly from: Date;
  readonly until: Date;
  readonly at: Date | undefined;
  readonly readable: ReadableChanges;
  /** Whose grants alone are told; null: everybody's. */
  readonly grantsOf: string | null;
}

/** Of requests that the reader may read. */
async function changeEvents(
  db: Database,
  stackId: string,
  { from, until, readable }: Asked,
): Promise<ChangeEvent[]> {
  const rows = await db.changeRequest.findMany({
    where: {
      createdAt: { lte: until },
      AND: [
        changeAbout({ stackId }),
        { OR: [{ finishedAt: null }, { finishedAt: { gte: from } }] },
        readable,
      ],
    },
    orderBy: { number: "desc" },
    take: MOST,
    include: { requester: true },
  });
  return rows.flatMap((change): ChangeEvent[] => {
    const shared = {
      number: change.number,
      title: change.title,
      requesterName: change.requester?.displayName ?? null,
    };
    const state = changeStateOf(change.state);
    const ended = change.finishedAt;
    return [
      ...(change.createdAt < from
        ? []
        : [{ kind: "change-asked" as const, at: change.createdAt.toISOString(), state, ...shared }]),
      ...(ended === null || ended > until
        ? []
        : [{ kind: "change-ended" as const, at: ended.toISOString(), state, ...shared }]),
    ];
  });
}

async function eventsOf(db: Database, model: StackModel, asked: Asked) {
  const { from, until, at } = asked;
  const lives = await ruleLives(db, model, at);
  const rules = ruleEvents(model, lives).filter((event) => {
    const time = Date.parse(event.at);
    return time >= from.getTime() && time <= until.getTime();
  });
  return [
    ...rules,
    ...(await changeEvents(db, model.id, asked)),
    ...(await grantEvents(db, model.id, from, until, asked.grantsOf)),
    ...(await modelEvents(db, model.id, from, until)),
    ...(await postureEvents(db, model.id, from, until)),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const before = (looks: readonly ToldLook[], at: string): string | null =>
  looks.find((look) => look.at < at)?.at ?? null;

/** One stack's timeline, as of now or of a moment. */
export async function readTimeline(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { name, at, days }: z.output<typeof readTimelineInput>,
): Promise<Result<TimelineView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  const readable = readableChanges(actor.personId, roles);
  if (readable === null) return fail(ABSENT);
  const [model] = await stackModels(db, name, at);
  if (model === undefined) return fail(ABSENT);
  const until = at ?? (await databaseTime(db));
  const from = days === undefined ? new Date(0) : new Date(until.getTime() - days * DAY);
  // As on the page of access: an ssh admin reads their own.
  const grantsOf = may(roles, "read-audit") ? null : actor.personId;
  const events = await eventsOf(db, model, { from, until, at, readable, grantsOf });
  const looks = await toldLooks(db, model.scopeId, from, until);
  const shown = events.slice(0, MOST);
  return succeed({
    rows: [
      ...shown.map((event): TimelineEvent => ({ ...event, lookBefore: before(looks, event.at) })),
      ...condensedLooks(
        looks,
        shown.map((event) => event.at),
      ).map((event) => ({ ...event, lookBefore: null })),
    ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    isCut: events.length > shown.length,
    thinned: await thinnedSpans(db, [model.scopeId], from, until),
  });
}
