"use client";

import { FindingWhat } from "#components/findings/finding-what.tsx";
import { SEVERITY_LOOKS } from "#components/findings/severity-mark.tsx";
import { LookFindings } from "#components/look/look-findings.tsx";
import { PageSkeleton } from "#components/ui/skeleton.tsx";
import type { PaneProps } from "./pane.ts";
import { useTold } from "./use-told.ts";

const CANNOT_TELL = { word: "Cannot tell", tone: "unknown", shape: "fog" } as const;

export const FindingsPane = ({ look, view }: PaneProps) => {
  const { text, severity, rule, page } = view;
  const told = useTold(look, "findings", { text, severity, rule, page });
  if (told === null) return <PageSkeleton />;
  return (
    <LookFindings
      view={view}
      told={told}
      what={(finding) => <FindingWhat finding={finding} />}
      look={(choice) => (choice === "cannot-tell" ? CANNOT_TELL : SEVERITY_LOOKS[choice])}
    />
  );
};
