"use client";

import { HashForm } from "#components/look/hash-form.tsx";
import type { LookView } from "#components/look/look-view.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { ReachVerdict } from "#lib/core/reach/answer.ts";

export type LookReachTold =
  | {
      readonly ok: true;
      readonly value: { readonly verdict: ReachVerdict; readonly sentences: readonly string[] };
    }
  | {
      readonly ok: false;
      readonly problem: { readonly part: "from" | "to" | "on"; readonly sentence: string };
    };

interface Props {
  readonly view: LookView;
  /** Null while nothing was asked. */
  readonly told: LookReachTold | null;
}

const LOOKS = {
  yes: { tone: "extra", shape: "wide", word: "Permitted" },
  no: { tone: "muted", shape: "lock", word: "Not permitted" },
  unknown: { tone: "unknown", shape: "fog", word: "Cannot tell" },
  ungoverned: { tone: "missing", shape: "half", word: "Not governed by security groups" },
} as const;

const SHOWN = 60;

const Answer = ({ told }: { readonly told: Extract<LookReachTold, { ok: true }>["value"] }) => {
  const { tone, shape, word } = LOOKS[told.verdict];
  const [first = "", ...others] = told.sentences;
  return (
    <Card
      title="Answer"
      note="as security groups permit it; routes, network ACLs and public addresses decide the rest"
    >
      <div role="status" className="grid justify-items-start gap-1.5">
        <StateMark tone={tone} shape={shape}>
          {word}
        </StateMark>
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

/** Who can reach whom: both ends for yes or no, one for all of the other. */
export const LookReach = ({ view, told }: Props) => {
  const error = (part: "from" | "to" | "on"): string | undefined =>
    told?.ok === false && told.problem.part === part ? told.problem.sentence : undefined;
  return (
    <>
      <Card title="Who can reach whom?" note="leave one end empty to ask for all of it">
        <HashForm
          key={`${view.from} ${view.to} ${view.on}`}
          view={view}
          label="Reach"
          className="grid items-start gap-3 md:grid-cols-[1fr_1fr_12rem_auto]"
          change={(field) => ({ tab: "reach", from: field("from"), to: field("to"), on: field("on") })}
        >
          <TextField
            label="From"
            name="from"
            mono
            defaultValue={view.from}
            placeholder="internet, 198.51.100.7, sg-…"
            error={error("from")}
          />
          <TextField
            label="To"
            name="to"
            mono
            defaultValue={view.to}
            placeholder="sg-…, i-…, 10.0.1.5, a group's name"
            error={error("to")}
          />
          <TextField
            label="On"
            name="on"
            mono
            defaultValue={view.on}
            placeholder="tcp/3306, or all"
            error={error("on")}
          />
          <Button type="submit" variant="primary" className="md:mt-6">
            Ask
          </Button>
        </HashForm>
      </Card>
      {told?.ok === true ? <Answer told={told.value} /> : null}
    </>
  );
};
