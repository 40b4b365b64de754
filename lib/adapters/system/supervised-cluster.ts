import { setTimeout as delay } from "node:timers/promises";
import { type Cluster, type RunningCluster, startCluster } from "./embedded-postgres.ts";
import type { SupervisionEvents } from "./supervised-process.ts";

/** Starts the cluster, and starts it again whenever it ends without being asked. */
export async function superviseCluster(
  cluster: Cluster,
  events: SupervisionEvents,
): Promise<{ stop(): Promise<void> }> {
  let running: RunningCluster = await startCluster(cluster);
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      events.started("PostgreSQL", running.pid);
      await running.exited;
      if (stopping) return;
      events.crashed("PostgreSQL", "ended", 250);
      await delay(250);
      if (stopping) return;
      running = await startCluster(cluster);
    }
  };
  const watching = watch().catch((error: unknown) => {
    events.gaveUp("PostgreSQL", error instanceof Error ? error.message : String(error));
  });
  return {
    async stop() {
      stopping = true;
      await running.stop();
      await watching;
    },
  };
}
