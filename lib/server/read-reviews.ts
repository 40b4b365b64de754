/** Access reviews for their pages. */
import { notFound } from "next/navigation";
import { readReview, readReviewInput } from "#lib/usecases/review/read-review.ts";
import { readReviews } from "#lib/usecases/review/read-reviews.ts";
import { readReviewChoices } from "#lib/usecases/review/review-choices.ts";
import { knownParameters, type SearchParameters } from "./known-parameters.ts";
import { momentOf, pastOf } from "./read-past.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

const asked = async (parameters: SearchParameters) =>
  momentOf((await knownParameters(parameters, ["at"])).at);

export async function reviewsPage(parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const at = await asked(parameters);
  const view = valueOrAbsent(await readReviews({ db: webDatabase() }, actor, at));
  return { ...view, past: await pastOf(at) };
}

export async function newReviewPage() {
  const { actor } = await requirePerson();
  const choices = valueOrAbsent(await readReviewChoices({ db: webDatabase() }, actor));
  return { choices, me: actor.personId };
}

export async function reviewPage(number: string, parameters: SearchParameters) {
  const { actor } = await requirePerson();
  const input = readReviewInput.safeParse({ number });
  if (!input.success) notFound();
  const at = await asked(parameters);
  const review = valueOrAbsent(await readReview({ db: webDatabase() }, actor, input.data, at));
  return { review, past: await pastOf(at) };
}
