import { may } from "#lib/core/approval/authority.ts";
import type { Standing } from "#lib/core/findings/exception/standing.ts";
import { type BandCounts, NO_FINDINGS } from "#lib/core/posture/posture.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Database, Deps, PersonActor } from "../ports.ts";
import { type ChosenStacks, chosenStacks } from "./chosen-stacks.ts";
import { momentsOf } from "./moments-of.ts";
import { type PostureSample, postureSamples } from "./posture-samples.ts";
import type { ReadReportInput } from "./read-report.ts";

/** How one stack stood at one moment. */
export interface PostureRow {
  /** ISO 8601 UTC. */
  readonly moment: string;
  readonly team: string;
  readonly stack: string;
  /** Null: nobody had looked lately enough, or there was no such stack yet. */
  readonly posture: (BandCounts & { readonly state: Standing }) | null;
}

/** Stacks read at a time: what is in memory does not grow with the account. */
const AT_ONCE = 50;

const postureOf = (sample: PostureSample | undefined): PostureRow["posture"] => {
  if (sample === undefined || !sample.isKnown || sample.state === null) return null;
  const { state, critical, high, medium, low, note, unknown, accepted } = sample;
  return { ...NO_FINDINGS, state, critical, high, medium, low, note, unknown, accepted };
};

async function* rowsOf(
  db: Database,
  moments: readonly Date[],
  stacks: ChosenStacks["stacks"],
): AsyncGenerator<PostureRow> {
  for (let from = 0; from < stacks.length; from += AT_ONCE) {
    const some = stacks.slice(from, from + AT_ONCE);
    const samples = await postureSamples(
      db,
      moments,
      { teamIds: [], stackIds: some.map(({ id }) => id) },
      "stack",
    );
    const byPlace = new Map(samples.map((sample) => [`${sample.stackId} ${sample.moment}`, sample]));
    for (const { id, name, teamName } of some)
      for (const [index, moment] of moments.entries())
        yield {
          moment: moment.toISOString(),
          team: teamName,
          stack: name,
          posture: postureOf(byPlace.get(`${id} ${index}`)),
        };
  }
}

/** Every number of the report, stack by stack and moment by moment, read as it is asked for. */
export async function postureRows(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  input: Pick<ReadReportInput, "range" | "team" | "stack" | "at">,
): Promise<Result<AsyncGenerator<PostureRow>, Refusal>> {
  const { db } = deps;
  if (!may(await heldRoles(db, actor.personId), "read")) return fail(ABSENT);
  const chosen = await chosenStacks(db, input);
  if (chosen === null) return fail(ABSENT);
  return succeed(rowsOf(db, await momentsOf(db, input), chosen.stacks));
}
