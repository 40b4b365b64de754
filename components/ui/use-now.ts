"use client";

import { useEffect, useState } from "react";

/**
 * The time, again every `everyMilliseconds` and whenever `at`, the time it is compared with, becomes another. Server
 * and browser differ at first: mark the text as such.
 */
export const useNow = (everyMilliseconds: number, at: string): number => {
  const [now, setNow] = useState(() => Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer `at` must not be compared with an older now
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds, at]);
  return now;
};
