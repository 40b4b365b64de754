"use client";

import { LookReach } from "#components/look/look-reach.tsx";
import type { PaneProps } from "./pane.ts";
import { useTold } from "./use-told.ts";

export const ReachPane = ({ look, view }: PaneProps) => {
  const { from, to, on } = view;
  const told = useTold(look, "reach", { from, to, on });
  const isAsked = from !== "" || to !== "" || on !== "";
  return <LookReach view={view} told={isAsked ? told : null} />;
};
