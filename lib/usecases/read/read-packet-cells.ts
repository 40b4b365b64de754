/** What a part of the matrix is by packet: the cells that people look at, and no others. */
import { z } from "zod";
import { may } from "#lib/core/approval/authority.ts";
import { shortServices } from "#lib/core/graph/short-services.ts";
import { indexObservation, type ObservationIndex } from "#lib/core/group/observation-index.ts";
import { columnEnds, NO_PACKETS, packetCell, rowSource } from "#lib/core/matrix/packet-cell.ts";
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import type { ReachPeer } from "#lib/core/reach/question.ts";
import { ABSENT, type Refusal } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { momentSchema } from "../history/moment.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor } from "../ports.ts";
import { lastObservation } from "./known-observation.ts";
import { scopeStatuses } from "./scope-status.ts";

const MOST = 24;

/** `sg-1,sg-2~sg-3`: two ends, the first of two groups. */
const ends = z
  .string()
  .max(8_000)
  .transform((text) => text.split("~").map((end) => end.split(",").filter((id) => id !== "")))
  .refine((list) => list.length <= MOST);

export const readPacketCellsInput = z.strictObject({
  rows: ends,
  columns: ends,
  at: momentSchema.optional(),
});

/** In short form: `80`, `udp/53`. */
export interface PacketWords {
  readonly open: readonly string[];
  readonly unknown: readonly string[];
  readonly ungoverned: readonly string[];
}

/** Row by row; null where the two are not in one account and Region, so that none of them answers for both. */
type PacketCells = readonly (readonly (PacketWords | null)[])[];

const peerOf = (id: string): ReachPeer =>
  id.startsWith("sg-") ? { kind: "group", groupId: id } : { kind: "cidr", cidr: id };

const words = (services: ServiceSet): readonly string[] => shortServices(services);

const knows = (index: ObservationIndex, groupId: string): boolean => index.groups.has(groupId);

export async function readPacketCells(
  deps: Pick<Deps, "db">,
  actor: PersonActor,
  { rows, columns, at }: z.output<typeof readPacketCellsInput>,
): Promise<Result<PacketCells, Refusal>> {
  const { db } = deps;
  const roles = await heldRoles(db, actor.personId);
  if (!may(roles, "read")) return fail(ABSENT);
  const places: ObservationIndex[] = [];
  for (const { scopeId } of await scopeStatuses(db, at)) {
    const observation = await lastObservation(db, scopeId, at);
    if (observation !== null) places.push(indexObservation(observation));
  }
  const reached = columns.map((groupIds) => {
    const index = places.find((place) => groupIds.some((groupId) => knows(place, groupId)));
    return index === undefined ? null : { index, targets: columnEnds(groupIds, index) };
  });
  return succeed(
    rows.map((ids) => {
      const bySource = new Map(places.map((index) => [index, rowSource(ids.map(peerOf), index)]));
      return reached.map((column): PacketWords | null => {
        if (column === null) return null;
        const source = bySource.get(column.index) ?? null;
        if (source === null) return null;
        const cell =
          column.targets.length === 0 ? NO_PACKETS : packetCell(source, column.targets, column.index);
        return { open: words(cell.open), unknown: words(cell.unknown), ungoverned: words(cell.ungoverned) };
      });
    }),
  );
}
