import { cache } from "react";
import { type FrameView, readFrame } from "#lib/usecases/read/read-frame.ts";
import type { CurrentSession } from "./current-session.ts";
import { requirePerson } from "./require-person.ts";
import { webDatabase } from "./web-database.ts";

/** Who is signed in and what the frame shows them, once a request. */
export const frame = cache(
  async (): Promise<{ readonly session: CurrentSession; readonly view: FrameView }> => {
    const session = await requirePerson();
    return { session, view: await readFrame({ db: webDatabase() }, session.actor) };
  },
);
