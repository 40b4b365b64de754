/** A stack's timeline for its page. */
import { notFound } from "next/navigation";
import { readTimeline, readTimelineInput } from "#lib/usecases/history/read-timeline.ts";
import { momentOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

/** `at` as in the URL; `days` null for everything that is known. */
export async function timelinePage(name: string, at: string | undefined, days: number | null) {
  const { actor } = await requirePerson();
  const input = readTimelineInput.safeParse({
    name,
    at: momentOf(at),
    ...(days === null ? {} : { days }),
  });
  if (!input.success) notFound();
  return valueOrAbsent(await readTimeline({ db: webDatabase() }, actor, input.data));
}
