/** Access reviews for their pages. */
import { notFound } from "next/navigation";
import { readReview, readReviewInput } from "#lib/usecases/review/read-review.ts";
import { readReviews } from "#lib/usecases/review/read-reviews.ts";
import { readReviewChoices } from "#lib/usecases/review/review-choices.ts";
import { requirePerson } from "./require-person.ts";
import { valueOrAbsent } from "./value-or-absent.ts";
import { webDatabase } from "./web-database.ts";

export async function reviewsPage() {
  const { actor } = await requirePerson();
  return valueOrAbsent(await readReviews({ db: webDatabase() }, actor));
}

export async function newReviewPage() {
  const { actor } = await requirePerson();
  const choices = valueOrAbsent(await readReviewChoices({ db: webDatabase() }, actor));
  return { choices, me: actor.personId };
}

export async function reviewPage(number: string) {
  const { actor } = await requirePerson();
  const input = readReviewInput.safeParse({ number });
  if (!input.success) notFound();
  return valueOrAbsent(await readReview({ db: webDatabase() }, actor, input.data));
}
