import type { TrailCall } from "#lib/formats/cloudtrail/read-event.ts";
import type { ScopeName } from "../observation/estate-reader.ts";

/** CloudTrail's event history of an account and Region. */
export interface CallTrail {
  /**
   * Calls that changed rules of a group between two times. Null where it may not be read, or there is none. Throws when
   * it cannot be read now.
   */
  calls(scope: ScopeName, groupId: string, from: Date, to: Date): Promise<readonly TrailCall[] | null>;
}
