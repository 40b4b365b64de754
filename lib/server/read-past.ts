/** The moment that a page is seen as of, as its URL says it. */
import { notFound } from "next/navigation";
import { momentSchema } from "#lib/usecases/history/moment.ts";
import { readPast } from "#lib/usecases/history/read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

/** `at` of a URL: undefined for now. What names no moment has no page: showing another time would mislead. */
export function momentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = momentSchema.safeParse(text);
  if (!moment.success) notFound();
  return moment.data;
}

/** What the page says of the moment it is seen as of; null for now. */
export async function pastOf(at: Date | undefined) {
  if (at === undefined) return null;
  const { actor } = await requirePerson();
  return valueOrAbsent(await readPast({ db: webDatabase() }, actor, { at }));
}
