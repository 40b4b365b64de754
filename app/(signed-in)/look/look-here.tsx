"use client";

import type { ReactNode } from "react";
import { DropZone } from "#components/look/drop-zone.tsx";
import { useHash } from "#components/look/hash-links.tsx";
import { PassedOver } from "#components/look/passed-over.tsx";
import { ProgressCard, type ShownStep } from "#components/look/progress-card.tsx";
import { RefusedFiles } from "#components/look/refused-files.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { LOOK_STEPS, type LookProgress, type LookStep } from "#lib/browser/look/progress.ts";
import { LookResults } from "./look-results.tsx";
import { useLook } from "./use-look.ts";

const STEP_WORDS: Readonly<Record<LookStep, string>> = {
  read: "Read the files",
  understand: "Understand groups, rules and interfaces",
  findings: "Look for what is wrong",
  proposals: "Propose stacks and tiers",
};

const steps = (progress: readonly LookProgress[]): ShownStep[] => {
  const reached = progress.at(-1)?.step ?? "read";
  return LOOK_STEPS.map((key) => {
    const known = progress.find(({ step }) => step === key);
    const isBefore = LOOK_STEPS.indexOf(key) < LOOK_STEPS.indexOf(reached);
    const state = isBefore ? "done" : key === reached ? "working" : "waiting";
    return { key, label: STEP_WORDS[key], state, part: known?.part ?? 0, detail: known?.detail ?? "" };
  });
};

const Privacy = () => (
  <Notice tone="info" title="Nothing leaves this tab.">
    <p className="max-w-prose">
      A script in your browser reads the files, and it may connect to nothing. Nothing is uploaded, and
      nothing kept unless you ask for it as a file of yours: leave the page and it is gone. The server learns
      that you opened this page, and no more.
    </p>
  </Notice>
);

const WHY = {
  cancelled: { tone: "info", title: "Cancelled: nothing of it was kept." },
  died: { tone: "problem", title: "The browser ended the look, most likely for want of memory." },
} as const;

/** Takes files, shows how far it is, and then everything there is to say. */
export const LookHere = ({ commands }: { readonly commands: ReactNode }) => {
  const { state, begin, end } = useLook();
  const hash = useHash();
  if (state.kind === "ready")
    return <LookResults look={state.look} summary={state.summary} hash={hash} onForget={() => end("new")} />;
  if (state.kind === "working")
    return <ProgressCard steps={steps(state.progress)} onCancel={() => end("cancelled")} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      {state.kind === "refused" ? (
        <>
          <RefusedFiles problems={state.problems} />
          <PassedOver files={state.passedOver} />
        </>
      ) : state.why === "new" ? null : (
        <Notice live {...WHY[state.why]}>
          {state.why === "died" ? "Look at fewer files at a time: one Region, or one VPC." : null}
        </Notice>
      )}
      {state.kind === "none" && state.why === "new" && hash.length > 1 ? (
        <Notice tone="info" title="This address shows a part of a look, and nothing of it was kept.">
          Give the same files again to see it.
        </Notice>
      ) : null}
      <DropZone onFiles={begin} />
      <Privacy />
      {commands}
    </div>
  );
};
