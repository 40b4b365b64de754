"use client";

import { type MouseEvent, type ReactNode, useSyncExternalStore } from "react";

const subscribe = (changed: () => void) => {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
};

/** What stands behind the `#`; empty while the page is made by the server, which never hears of it. */
export const useHash = (): string =>
  useSyncExternalStore(
    subscribe,
    () => location.hash,
    () => "",
  );

/** Links to `#...` in here change the address and nothing else: no router asks the server what stands there. */
export const HashLinks = ({ children }: { readonly children: ReactNode }) => {
  const follow = (event: MouseEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const href = link?.getAttribute("href") ?? "";
    if (!href.startsWith("#")) return;
    event.preventDefault();
    location.hash = href;
  };
  return (
    <div onClickCapture={follow} className="grid grid-cols-1 gap-4">
      {children}
    </div>
  );
};
