"use client";

import { useEffect, useState } from "react";
import type { Completion } from "#lib/core/question/complete-question.ts";

const isCompletion = (value: unknown): value is Completion =>
  typeof value === "object" &&
  value !== null &&
  "text" in value &&
  typeof value.text === "string" &&
  "label" in value &&
  typeof value.label === "string" &&
  "detail" in value &&
  typeof value.detail === "string";

/** What a question may go on with; none while it is not asked for, or when the server does not answer. */
export const useCompletions = (open: boolean, text: string): readonly Completion[] => {
  const [answer, setAnswer] = useState<{ readonly text: string; readonly found: readonly Completion[] }>({
    text: "",
    found: [],
  });

  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/ask-completions?q=${encodeURIComponent(text)}`, {
          signal: abort.signal,
        });
        const body: unknown = response.ok ? await response.json() : [];
        setAnswer({ text, found: Array.isArray(body) ? body.filter(isCompletion) : [] });
      } catch {
        // One completion less: the line asks without it just as well.
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [open, text]);

  // What was found for other words would replace what stands there now.
  return answer.text === text ? answer.found : [];
};
