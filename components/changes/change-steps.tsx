import { type GroupLabels, GroupName } from "#components/changes/group-name.tsx";
import { STEP_VERBS, stepCall, stepPeer, stepService } from "#components/changes/step-words.ts";
import { Card } from "#components/ui/card.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ShapeName } from "#components/ui/shape.tsx";
import { StateMark, type Tone } from "#components/ui/state-mark.tsx";
import type { PlanStep, RuleSpecification } from "#lib/core/plan/plan.ts";
import type { StepProgress } from "#lib/core/plan/step-progress.ts";

interface Mark {
  readonly tone: Tone;
  readonly shape: ShapeName;
  readonly word: string;
}

const MARKS: Readonly<Record<string, Mark>> = {
  waiting: { tone: "muted", shape: "clock", word: "Waiting" },
  intended: { tone: "accent", shape: "dot", word: "Under way" },
  done: { tone: "ok", shape: "check", word: "Done" },
  failed: { tone: "extra", shape: "triangle", word: "Failed" },
  unknown: { tone: "unknown", shape: "fog", word: "Not known yet" },
  unrecorded: { tone: "unknown", shape: "fog", word: "Not known for then" },
};

const RuleWords = ({ rule, labels }: { readonly rule: RuleSpecification; readonly labels: GroupLabels }) => (
  <>
    {rule.peer.kind === "group" ? (
      <GroupName groupId={rule.peer.groupId} labels={labels} />
    ) : (
      <span className="font-mono">{foreignString(stepPeer(rule.peer))}</span>
    )}{" "}
    on <span className="font-mono">{stepService(rule)}</span>
  </>
);

/** A call, word by word: an id is not broken at its hyphen where it fits on a line. */
const CallWords = ({ step }: { readonly step: PlanStep }) =>
  foreignString(stepCall(step))
    .split(" ")
    .map((word, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place
      <span key={place}>
        <span className="inline-block max-w-full break-words">{word}</span>{" "}
      </span>
    ));

const Sentence = ({ step, labels }: { readonly step: PlanStep; readonly labels: GroupLabels }) => {
  if (step.action === "set-interface-groups") {
    const added = step.after.filter((id) => !step.before.includes(id));
    const removed = step.before.filter((id) => !step.after.includes(id));
    return (
      <>
        {STEP_VERBS[step.action]} <span className="font-mono">{step.interfaceId}</span>
        {added.map((id) => (
          <span key={id}>
            {" "}
            add <GroupName groupId={id} labels={labels} />
          </span>
        ))}
        {removed.map((id) => (
          <span key={id}>
            {" "}
            remove <GroupName groupId={id} labels={labels} />
          </span>
        ))}
      </>
    );
  }
  if (step.action === "create-group" || step.action === "delete-group") {
    return (
      <>
        {STEP_VERBS[step.action]} <ForeignText text={step.name} limit={64} className="font-[560]" />
      </>
    );
  }
  if (step.action === "modify") {
    return (
      <>
        {STEP_VERBS[step.action]} <GroupName groupId={step.groupId} labels={labels} />:{" "}
        <RuleWords rule={step.before} labels={labels} /> becomes{" "}
        <RuleWords rule={step.after} labels={labels} />
      </>
    );
  }
  return (
    <>
      {STEP_VERBS[step.action]} <GroupName groupId={step.groupId} labels={labels} />{" "}
      {step.rule.direction === "ingress" ? "to" : "towards"} <RuleWords rule={step.rule} labels={labels} />
    </>
  );
};

/** The EC2 calls in order; while they are being made, each with what is known of it. */
export const ChangeSteps = ({
  steps,
  labels,
}: {
  readonly steps: readonly StepProgress[];
  readonly labels: GroupLabels;
}) => {
  const done = steps.filter((step) => step.state === "done").length;
  const isRecorded = steps.every((step) => step.state !== "unrecorded");
  const begun = steps.some((step) => step.state !== "planned");
  return (
    <Card
      flush
      title="Steps, in this order"
      note={
        begun
          ? `${done} of ${steps.length} ${isRecorded ? "done" : "known to be done"}`
          : "one call each, read back before the next"
      }
    >
      {steps.length === 0 ? (
        <p className="px-4.5 py-3.5 text-muted max-md:px-4">
          No EC2 call is needed: what was asked for is already so.
        </p>
      ) : (
        <ol>
          {steps.map((step) => {
            const mark = MARKS[step.state];
            return (
              <li
                key={step.ordinal}
                className="flex gap-x-3 gap-y-1 border-b border-line px-4.5 py-2.5 last:border-b-0 max-md:flex-wrap max-md:px-4"
              >
                <span
                  aria-hidden="true"
                  className="mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border border-line-strong text-xs text-muted tabular-nums"
                >
                  {step.ordinal}
                </span>
                <div className="min-w-0 flex-1">
                  <p>
                    <Sentence step={step.operation} labels={labels} />
                  </p>
                  <p className="font-mono text-muted">
                    <CallWords step={step.operation} />
                  </p>
                  {step.note === null ? null : <p className="mt-0.5">{foreignString(step.note)}</p>}
                </div>
                {mark === undefined ? null : (
                  <div className="grid shrink-0 content-start justify-items-end gap-x-3 gap-y-0.5 text-sm max-md:flex max-md:basis-full max-md:flex-wrap max-md:items-center max-md:pl-8">
                    <StateMark tone={mark.tone} shape={mark.shape}>
                      {mark.word}
                    </StateMark>
                    {step.lastAt === null ? null : (
                      <span className="text-muted">
                        <RelativeTime at={step.lastAt} />
                      </span>
                    )}
                    {step.attempts > 1 ? <span className="text-muted">{step.attempts} calls</span> : null}
                  </div>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
};
