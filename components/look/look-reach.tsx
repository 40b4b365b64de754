"use client";

import type { ReactNode } from "react";
import { HashForm } from "#components/look/hash-form.tsx";
import { type LookView, lookHref } from "#components/look/look-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";

interface Answer {
  readonly question: string;
  readonly verdict: ReachVerdict;
  readonly sentences: readonly string[];
}

export type LookReachTold =
  | {
      readonly ok: true;
      readonly value: {
        readonly answers: readonly Answer[];
        readonly refused: readonly string[];
        readonly omitted: number;
      };
    }
  | {
      readonly ok: false;
      readonly problem: { readonly sentence: string; readonly instead: readonly string[] };
    };

interface Props {
  readonly view: LookView;
  /** Null while nothing was asked. */
  readonly told: LookReachTold | null;
  readonly mark: (verdict: ReachVerdict) => ReactNode;
}

const EXAMPLES = ["who can reach db:3306", "what can internet reach", "can internet reach db:3306"];
const SHOWN = 60;

const Questions = ({ view, texts }: { readonly view: LookView; readonly texts: readonly string[] }) => (
  <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
    {texts.map((text) => (
      <li key={text}>
        <a
          href={lookHref(view, { text })}
          className="inline-flex min-h-6 items-center rounded-sm font-mono underline underline-offset-3 wrap-anywhere"
        >
          <ForeignText text={text} limit={120} />
        </a>
      </li>
    ))}
  </ul>
);

const AnswerCard = ({ answer, mark }: { readonly answer: Answer } & Pick<Props, "mark">) => {
  const [first = "", ...others] = answer.sentences;
  return (
    <Card title={<ForeignText text={answer.question} limit={200} className="font-mono wrap-anywhere" />}>
      <div className="grid grid-cols-1 justify-items-start gap-1.5">
        {mark(answer.verdict)}
        <ForeignText text={first} limit={600} className="font-semibold wrap-anywhere" />
        {others.length === 0 ? null : (
          <ul className="grid list-disc gap-1 pl-5">
            {others.slice(0, SHOWN).map((sentence) => (
              <li key={sentence} className="wrap-anywhere">
                <ForeignText text={sentence} limit={600} />
              </li>
            ))}
            {others.length > SHOWN ? <li className="text-muted">and {others.length - SHOWN} more</li> : null}
          </ul>
        )}
      </div>
    </Card>
  );
};

/** Who can reach whom, asked in a line. */
export const LookReach = ({ view, told, mark }: Props) => (
  <>
    <Card
      title="Who can reach whom?"
      note="as security groups permit it; routes, network ACLs and public addresses decide the rest"
    >
      <HashForm
        key={view.text}
        view={view}
        label="Reach"
        className="mb-3 flex flex-wrap gap-2"
        change={(field) => ({ text: field("q") })}
      >
        <label className="sr-only" htmlFor="look-question">
          Question
        </label>
        <input
          id="look-question"
          name="q"
          type="search"
          defaultValue={view.text}
          placeholder="can 198.51.100.7 reach sg-…:3306"
          className={controlClass("min-w-0 flex-1 basis-64 font-mono")}
        />
        <Button type="submit" variant="primary">
          Ask
        </Button>
      </HashForm>
      <Questions view={view} texts={EXAMPLES} />
    </Card>
    <div role="status" className="grid grid-cols-1 gap-4">
      {told?.ok === false ? (
        <Notice tone="warning" title={<ForeignText text={told.problem.sentence} limit={400} />}>
          <Questions view={view} texts={told.problem.instead.slice(0, 6)} />
        </Notice>
      ) : null}
      {told?.ok === true
        ? told.value.answers.map((answer) => <AnswerCard key={answer.question} answer={answer} mark={mark} />)
        : null}
      {told?.ok === true && told.value.refused.length > 0 ? (
        <Notice tone="warning" title="Not everything this could mean can be answered.">
          {told.value.refused.map((sentence) => (
            <p key={sentence}>
              <ForeignText text={sentence} limit={400} />
            </p>
          ))}
        </Notice>
      ) : null}
      {told?.ok === true && told.value.omitted > 0 ? (
        <p className="text-muted">It could mean {told.value.omitted} more things: name a stack or a group.</p>
      ) : null}
    </div>
  </>
);
