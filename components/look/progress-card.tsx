"use client";

import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

export interface ShownStep {
  readonly key: string;
  readonly label: string;
  readonly state: "waiting" | "working" | "done";
  /** 0 to 1. */
  readonly part: number;
  /** Foreign text. */
  readonly detail: string;
}

const bar =
  "h-2 w-full appearance-none overflow-hidden rounded-full bg-sunk [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent";

const LOOKS = {
  waiting: { tone: "muted", shape: "ring", word: "waits" },
  working: { tone: "accent", shape: "half", word: "at work" },
  done: { tone: "ok", shape: "check", word: "done" },
} as const;

const Step = ({ step }: { readonly step: ShownStep }) => {
  const { tone, shape, word } = LOOKS[step.state];
  return (
    <li className="grid gap-1.5 py-2.5">
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-[560]">{step.label}</span>
        <StateMark tone={tone} shape={shape}>
          {word}
        </StateMark>
      </span>
      {step.state === "working" ? (
        <progress aria-label={step.label} className={bar} value={step.part} max={1} />
      ) : null}
      {step.detail === "" ? null : (
        <ForeignText text={step.detail} limit={120} className="text-sm text-muted tabular-nums" />
      )}
    </li>
  );
};

interface Props {
  readonly steps: readonly ShownStep[];
  readonly onCancel: () => void;
}

/** How far the look is, and the way out of it. */
export const ProgressCard = ({ steps, onCancel }: Props) => (
  <Card title="Looking" actions={<Button onClick={onCancel}>Cancel</Button>}>
    <span role="status" className="sr-only">
      {steps.find(({ state }) => state === "working")?.label ?? ""}
    </span>
    <ol className="divide-y divide-line">
      {steps.map((step) => (
        <Step key={step.key} step={step} />
      ))}
    </ol>
  </Card>
);
