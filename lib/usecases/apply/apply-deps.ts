import type { Database, JobQueue, SystemActor } from "../ports.ts";
import type { ApplyTimes } from "./apply-times.ts";
import type { Ec2Gate } from "./ec2-gate.ts";
import type { FailPoint } from "./step-context.ts";

/** What applying needs of the outside. */
export interface ApplyDeps {
  readonly db: Database;
  readonly queue: JobQueue;
  readonly actor: SystemActor;
  readonly ec2: Ec2Gate;
  readonly times: ApplyTimes;
  /** Names this process; each run adds a name of its own. */
  readonly worker: string;
  /** Ends or stops the process where a test asked for it; does nothing otherwise. */
  readonly failPoint: (name: FailPoint, ordinal: number) => void;
  /** True once the process is asked to stop: the step in hand is finished, and no other is begun. */
  readonly stopping: () => boolean;
}
