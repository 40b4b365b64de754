import type { ReactNode } from "react";
import { AnswerRules } from "#components/ask/answer-rules.tsx";
import { askHref, askOnGraphHref } from "#components/ask/ask-links.ts";
import type { ShownAnswer, ShownAnswerRule } from "#components/ask/shown-answer.ts";
import { VerdictMark } from "#components/ask/verdict-mark.tsx";
import { WaySteps } from "#components/ask/way-steps.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FirstFew } from "#components/ui/first-few.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly shown: ShownAnswer;
  readonly at: string | null;
  /** Where Sallyport is reached, for links that are sent to others. */
  readonly origin: string;
  /** What this person may ask for about a rule; null for nothing. */
  readonly proposal: (rule: ShownAnswerRule) => ReactNode;
  /** Keeps the question as a test; null for those who may not. */
  readonly save: ReactNode;
}

/** One answer: in words, the way of a packet with the rules of both ends, and what may be done about them. */
export const AnswerCard = ({ shown, at, origin, proposal, save }: Props) => {
  const { answer, rules, seenAt } = shown;
  const [headline, ...more] = answer.sentences;
  const href = askHref(answer.question, at);
  return (
    <article className="min-w-0 rounded-card border border-line bg-panel" aria-label={answer.question}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4.5 py-3 max-md:px-4">
        <VerdictMark verdict={answer.verdict} />
        <h2 className="min-w-0 flex-1 basis-64 font-mono text-sm font-[560] break-words">
          <ForeignText text={answer.question} limit={300} />
        </h2>
        <span className="inline-flex items-center gap-1 text-sm text-muted">
          {answer.accountName}, {answer.region}
          <CopyButton text={`${origin}${href}`} what="the link to this answer" />
        </span>
      </header>
      <div className="grid gap-3 px-4.5 py-3.5 max-md:px-4">
        {headline === undefined ? null : (
          <p className="text-base font-[560]">
            <ForeignText text={headline} limit={600} />
          </p>
        )}
        {more.length === 0 ? null : (
          <FirstFew
            items={more}
            limit={6}
            itemKey={(sentence) => sentence}
            render={(sentence) => <ForeignText text={sentence} limit={600} />}
          />
        )}
        {answer.kind === "can" ? <WaySteps hops={answer.hops} /> : null}
        {answer.kind === "can" && answer.wayRound !== null ? (
          <p>
            Not directly, but perhaps step by step:{" "}
            <TextLink href={askHref(answer.wayRound, at)} className="font-mono">
              <ForeignText text={answer.wayRound} limit={300} />
            </TextLink>
          </p>
        ) : null}
        {rules.length === 0 ? null : <AnswerRules rules={rules} proposal={proposal} />}
        <div className="flex flex-wrap items-center gap-2">
          <LinkButton size="small" href={askOnGraphHref(answer.question, at)}>
            Show on the graph
          </LinkButton>
          {save}
          <span className="text-sm text-muted">
            Permitted by security groups, as seen <RelativeTime at={seenAt} />. Routes, network ACLs and
            public addresses decide the rest.
          </span>
        </div>
      </div>
    </article>
  );
};
