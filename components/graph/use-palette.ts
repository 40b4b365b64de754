"use client";

import { type RefObject, useEffect, useState } from "react";
import { type Palette, readPalette } from "./palette.ts";

/** The page's colours in the theme of the moment; null until they are known. */
export const usePalette = (host: RefObject<HTMLElement | null>): Palette | null => {
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    const read = () => {
      if (host.current !== null) setPalette(readPalette(host.current));
    };
    read();
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", read);
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    // Letters that were drawn before their font had come are drawn again.
    document.fonts.addEventListener("loadingdone", read);
    return () => {
      document.fonts.removeEventListener("loadingdone", read);
      dark.removeEventListener("change", read);
      theme.disconnect();
    };
  }, [host]);
  return palette;
};
