import { UNDER_WAY } from "#lib/core/approval/change-state.ts";
import type { Database } from "../ports.ts";
import { WATCH_MODES, type WatchMode } from "./watch-of.ts";

/** What is done about rules of a stack that change outside, for its page. */
export interface WatchView {
  readonly mode: WatchMode;
  readonly mostPerHour: number;
  readonly chosenByName: string | null;
  /** The number of a request to put back by itself that waits. */
  readonly asked: number | null;
}

/** It is the caller who has checked that the actor may read. */
export async function readWatch(db: Database, stackId: string): Promise<WatchView> {
  const [row, asked] = await Promise.all([
    db.driftWatch.findUnique({
      where: { stackId },
      include: { chosenBy: { select: { displayName: true } } },
    }),
    db.changeRequest.findFirst({
      where: { kind: "watch", stackId, state: { in: [...UNDER_WAY] } },
      select: { number: true },
    }),
  ]);
  return {
    mode: WATCH_MODES.find((mode) => mode === row?.mode) ?? "tell",
    mostPerHour: row?.mostPerHour ?? 3,
    chosenByName: row?.chosenBy.displayName ?? null,
    asked: asked?.number ?? null,
  };
}
