/** What the graph's page asks of Next's router, by the browser's own address bar. */
import { useSyncExternalStore } from "react";

const MOVED = "bench:moved";

for (const name of ["pushState", "replaceState"] as const) {
  const real = window.history[name].bind(window.history);
  window.history[name] = (...args) => {
    real(...args);
    window.dispatchEvent(new Event(MOVED));
  };
}

const subscribe = (onMove: () => void) => {
  window.addEventListener(MOVED, onMove);
  window.addEventListener("popstate", onMove);
  return () => {
    window.removeEventListener(MOVED, onMove);
    window.removeEventListener("popstate", onMove);
  };
};

export const useSearchParams = (): URLSearchParams =>
  new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search));

export const useRouter = () => ({ push: (href: string) => window.history.pushState(null, "", href) });
