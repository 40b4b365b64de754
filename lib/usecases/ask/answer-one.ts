import { answerInquiry, type InquiryAnswer } from "#lib/core/question/answer-inquiry.ts";
import type { AskedEstate } from "#lib/core/question/asked-estate.ts";
import { type Inquiry, inquiriesOf } from "#lib/core/question/inquiries.ts";
import type { Question } from "#lib/core/question/question.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";

interface AnsweredOne {
  readonly inquiry: Inquiry;
  readonly answer: InquiryAnswer;
}

/** The answer to a question that means one thing in this account and Region; a sentence where it does not. */
export const answerOne = (
  question: Question,
  estate: AskedEstate,
  scopeId: string,
): Result<AnsweredOne, string> => {
  const place = estate.places.find((each) => each.scopeId === scopeId);
  if (place === undefined) return fail("Nothing has been seen of this account and Region yet.");
  const inquiries = inquiriesOf(question, { ...estate, places: [place] }, 2);
  if (!inquiries.ok) return fail(inquiries.problem.sentence);
  const [inquiry, ...others] = inquiries.value.asked;
  if (inquiry === undefined) return fail("The question means nothing here.");
  if (others.length > 0)
    return fail("The question means several things now: say of which stack, such as storefront/db.");
  const answer = answerInquiry(inquiry, estate.sources);
  return answer.ok ? succeed({ inquiry, answer: answer.value }) : answer;
};
