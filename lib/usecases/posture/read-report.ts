import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { type Column, columnOf } from "#lib/core/posture/column.ts";
import { RANGES, type Range } from "#lib/core/posture/sample-times.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { plainText } from "../change/plain-text.ts";
import { momentSchema } from "../history/moment.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { chosenStacks } from "./chosen-stacks.ts";
import { momentsOf } from "./moments-of.ts";
import { type PostureSample, postureSamples } from "./posture-samples.ts";

const ranges = Object.keys(RANGES) as [Range, ...Range[]];

export const readReportInput = z.strictObject({
  range: z.enum(ranges).default("week"),
  /** Names; empty for all. */
  team: plainText(255).default(""),
  stack: plainText(255).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  /** It ends there; absent for now. */
  at: momentSchema.optional(),
});
export type ReadReportInput = z.output<typeof readReportInput>;

export interface Series {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface StackSeries extends Series {
  readonly teamName: string;
}

export interface ReportView {
  readonly input: ReadReportInput;
  /** ISO 8601 UTC, oldest first; the last is the moment that is asked for, or now. */
  readonly moments: readonly string[];
  readonly all: readonly Column[];
  /** Teams that the filter leaves, by name. */
  readonly teams: readonly Series[];
  /** A page of the stacks that the filter leaves, by name. */
  readonly stacks: readonly StackSeries[];
  readonly stackCount: number;
  readonly page: number;
  readonly pages: number;
  /** To choose from. */
  readonly teamNames: readonly string[];
  readonly stackNames: readonly string[];
  /** ISO 8601 UTC: since when anything was kept; null when nothing was by then. */
  readonly keptSince: string | null;
}

const PAGE_SIZE = 25;

const columnsOf = (samples: readonly PostureSample[], moments: readonly Date[]): readonly Column[] =>
  moments.map((_, moment) => columnOf(samples.filter((sample) => sample.moment === moment)));

/** How stacks and teams stood over a span of time. */
export async function readReport(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: ReadReportInput,
): Promise<Result<ReportView, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const moments = await momentsOf(db, input);
  const end = moments.at(-1);
  const chosen = await chosenStacks(db, input);
  if (chosen === null) return fail(ABSENT);
  const pages = Math.max(1, Math.ceil(chosen.stacks.length / PAGE_SIZE));
  const page = Math.min(input.page, pages);
  const shown = chosen.stacks.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const all = await postureSamples(db, moments, chosen.choice, "together");
  const byTeam = await postureSamples(db, moments, chosen.choice, "team");
  const byStack =
    shown.length === 0
      ? []
      : await postureSamples(db, moments, { teamIds: [], stackIds: shown.map(({ id }) => id) }, "stack");
  const [names, first] = await Promise.all([
    chosenStacks(db, { team: "", stack: "", at: input.at }),
    db.postureLook.findFirst({
      where: { fromAt: end === undefined ? {} : { lte: end } },
      orderBy: { fromAt: "asc" },
      select: { fromAt: true },
    }),
  ]);
  return succeed({
    input: { ...input, page },
    moments: moments.map((moment) => moment.toISOString()),
    all: columnsOf(all, moments),
    teams: chosen.teams.map(({ id, name }) => ({
      name,
      columns: columnsOf(
        byTeam.filter(({ teamId }) => teamId === id),
        moments,
      ),
    })),
    stacks: shown.map(({ id, name, teamName }) => ({
      name,
      teamName,
      columns: columnsOf(
        byStack.filter(({ stackId }) => stackId === id),
        moments,
      ),
    })),
    stackCount: chosen.stacks.length,
    page,
    pages,
    teamNames: names?.teams.map(({ name }) => name) ?? [],
    stackNames: names?.stacks.map(({ name }) => name) ?? [],
    keptSince: first?.fromAt.toISOString() ?? null,
  });
}
