import type { Database, PersonActor } from "../ports.ts";

export interface SessionDeps {
  readonly db: Database;
  /** The composition root's: makes the actor for whoever the session belongs to. */
  readonly mintPerson: (person: { personId: string; displayName: string }) => PersonActor;
}
