"use client";

import { VerdictMark } from "#components/ask/verdict-mark.tsx";
import { LookReach } from "#components/look/look-reach.tsx";
import type { PaneProps } from "./pane.ts";
import { useTold } from "./use-told.ts";

export const ReachPane = ({ look, view }: PaneProps) => {
  const told = useTold(look, "reach", { text: view.text });
  return (
    <LookReach
      view={view}
      told={view.text === "" ? null : told}
      mark={(verdict) => <VerdictMark verdict={verdict} />}
    />
  );
};
