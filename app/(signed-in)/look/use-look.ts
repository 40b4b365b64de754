"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { GivenFile, LookProblem, PassedOver } from "#lib/browser/look/given-file.ts";
import type { LookSummary } from "#lib/browser/look/messages.ts";
import { type LookNews, type OpenLook, openLook } from "#lib/browser/look/open-look.ts";
import type { LookProgress } from "#lib/browser/look/progress.ts";

export type LookState =
  | { readonly kind: "none"; readonly why: "new" | "cancelled" | "died" }
  | { readonly kind: "working"; readonly progress: readonly LookProgress[] }
  | {
      readonly kind: "refused";
      readonly problems: readonly LookProblem[];
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly kind: "ready"; readonly look: OpenLook; readonly summary: LookSummary };

const REFUSED_EARLY: LookState = { kind: "none", why: "died" };

/** The last word on each step, in the order they began. */
const withProgress = (known: readonly LookProgress[], next: LookProgress): readonly LookProgress[] => [
  ...known.filter(({ step }) => step !== next.step),
  next,
];

/** One look at a time. It ends with the page: nothing of it outlives its worker. */
export function useLook() {
  const [state, setState] = useState<LookState>({ kind: "none", why: "new" });
  const current = useRef<OpenLook | null>(null);

  const end = useCallback((why: "new" | "cancelled") => {
    current.current?.end();
    current.current = null;
    setState({ kind: "none", why });
  }, []);

  const begin = useCallback((files: readonly GivenFile[]) => {
    current.current?.end();
    setState({ kind: "working", progress: [] });
    const look = openLook(files, (news: LookNews) => {
      if (current.current !== look) return;
      if (news.kind === "progress")
        setState((known) =>
          known.kind === "working"
            ? { kind: "working", progress: withProgress(known.progress, news.progress) }
            : known,
        );
      else if (news.kind === "ready") setState({ kind: "ready", look, summary: news.summary });
      else {
        look.end();
        setState(news.kind === "refused" ? news : REFUSED_EARLY);
      }
    });
    current.current = look;
  }, []);

  useEffect(() => () => current.current?.end(), []);
  return { state, begin, end };
}
