import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

interface Question {
  readonly review: number;
  readonly row: number;
  readonly title: string;
  readonly askedBy: string;
  readonly question: string;
  readonly answered: boolean;
}

/** What reviewers ask somebody about their own access. */
export const QuestionLines = ({ questions }: { readonly questions: readonly Question[] }) => (
  <ul className="divide-y divide-line">
    {questions.map((each) => (
      <li
        key={`${each.review} ${each.row}`}
        className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4.5 py-3 max-md:px-4"
      >
        <span className="min-w-0">
          <MomentLink
            href={`/reviews/${each.review}?row=${each.row}`}
            className="rounded-sm font-semibold hover:underline"
          >
            <ForeignText text={each.title} limit={90} />
          </MomentLink>{" "}
          <span className="text-muted">
            <ForeignText text={each.askedBy} /> asks: “<ForeignText text={each.question} limit={120} />”
          </span>
        </span>
        {each.answered ? (
          <StateMark tone="ok" shape="check">
            Answered
          </StateMark>
        ) : (
          <StateMark tone="missing" shape="clock">
            Waits for you
          </StateMark>
        )}
      </li>
    ))}
  </ul>
);
