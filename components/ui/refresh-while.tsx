"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

interface Props {
  /** Whether something is still moving. */
  readonly active: boolean;
  readonly everyMilliseconds?: number;
}

/** Reads the page's data again while something on it is moving; pauses while the page is hidden. */
export const RefreshWhile = ({ active, everyMilliseconds = 1500 }: Props) => {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [active, everyMilliseconds, router]);
  return null;
};
