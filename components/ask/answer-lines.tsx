import { askHref } from "#components/ask/ask-links.ts";
import { VerdictMark } from "#components/ask/verdict-mark.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { InquiryAnswer } from "#lib/core/question/answer-inquiry.ts";

interface Props {
  readonly answers: readonly { readonly answer: InquiryAnswer }[];
  readonly at: string | null;
}

const SHOWN = 4;

/** Answers in short, above the picture that shows them. */
export const AnswerLines = ({ answers, at }: Props) => (
  <ul className="grid gap-1.5 max-md:gap-3">
    {answers.slice(0, SHOWN).map(({ answer }) => (
      <li
        key={`${answer.scopeId} ${answer.question}`}
        className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5"
      >
        <VerdictMark verdict={answer.verdict} />
        <span className="min-w-0 flex-1 basis-72">
          <ForeignText text={answer.sentences.slice(0, 2).join(" ")} limit={260} />{" "}
          <TextLink href={askHref(answer.question, at)}>Rules and witness</TextLink>
        </span>
      </li>
    ))}
    {answers.length > SHOWN ? (
      <li className="text-sm text-muted">
        and {answers.length - SHOWN} more answers, all of them shown below
      </li>
    ) : null}
  </ul>
);
