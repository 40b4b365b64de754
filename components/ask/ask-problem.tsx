import { askHref } from "#components/ask/ask-links.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { QuestionProblem } from "#lib/core/question/question.ts";

interface Props {
  readonly view: {
    readonly at: string | null;
    readonly problem: QuestionProblem | null;
    readonly refused: readonly string[];
    readonly omitted: number;
  };
}

/** Why there is no answer, or not to all that was asked, and what to ask instead. */
export const AskProblem = ({ view: { at, problem, refused, omitted } }: Props) => (
  <>
    {problem === null ? null : (
      <Notice tone="warning" live title={<ForeignText text={problem.sentence} limit={300} />}>
        {problem.instead.length === 0 ? null : (
          <ul className="mt-1 grid gap-0.5">
            {problem.instead.map((question) => (
              <li key={question}>
                <TextLink href={askHref(question, at)}>
                  <ForeignText text={question} limit={160} className="font-mono" />
                </TextLink>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    )}
    {refused.map((sentence) => (
      <Notice key={sentence} tone="warning">
        <ForeignText text={sentence} limit={300} />
      </Notice>
    ))}
    {omitted === 0 ? null : (
      <Notice tone="info">
        There {omitted === 1 ? "is one more meaning" : `are ${omitted} more meanings`}: say of which stack,
        such as storefront/db, to ask of one alone.
      </Notice>
    )}
  </>
);
