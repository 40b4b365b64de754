"use client";

import { type RefObject, useEffect, useState } from "react";
import type { View } from "./camera.ts";

/** How large an element is on the page, in CSS pixels; null until it was measured. */
export const useViewSize = (host: RefObject<HTMLElement | null>): View | null => {
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      setView((known) => (known?.width === width && known.height === height ? known : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  return view;
};

/** What it will probably measure, so that nothing is laid out for another screen meanwhile. */
export const likelyView = (): View | null => {
  if (typeof window === "undefined") return null;
  const { innerWidth: width } = window;
  return { width, height: width < 768 ? 416 : 544 };
};
