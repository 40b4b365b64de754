/** Two moments beside each other, for their page. */
import { notFound } from "next/navigation";
import { readComparison, readComparisonInput } from "#lib/usecases/history/read-comparison.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function comparisonPage(given: {
  readonly from: Date;
  readonly to: Date | undefined;
  readonly stack: string | undefined;
}) {
  const { actor } = await requirePerson();
  const input = readComparisonInput.safeParse(given);
  if (!input.success) notFound();
  return valueOrAbsent(await readComparison({ db: webDatabase() }, actor, input.data));
}
