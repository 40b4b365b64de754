"use client";

import { useSyncExternalStore } from "react";

/** As Tailwind's `2xl`: from here on there is room for two things side by side. */
const WIDE = "(min-width: 1536px)";

const subscribe = (onChange: () => void) => {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
};

/** Whether the window is wide. Not before the page has come to life: the server cannot know. */
export const useWide = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
