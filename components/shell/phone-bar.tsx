"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { NavIcon } from "#components/shell/nav-icon.tsx";
import { isWithin, NAV_ITEMS, type NavCounts } from "#components/shell/nav-items.ts";
import { NavList } from "#components/shell/nav-list.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

interface Props {
  readonly counts: NavCounts;
  /** The person's menu, at the end of the drawer. */
  readonly person: ReactNode;
}

const place =
  "relative flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs -outline-offset-2";

/** The navigation of a phone: the four places people need there, and a drawer with all of them. */
export const PhoneBar = ({ counts, person }: Props) => {
  const path = usePathname();
  const [open, setOpen] = useState(false);
  const elsewhere = !NAV_ITEMS.some((item) => item.onPhone && isWithin(item, path));
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <div className="flex">
        {NAV_ITEMS.filter((item) => item.onPhone).map((item) => {
          const here = isWithin(item, path);
          const waiting = counts[item.key];
          return (
            <PageLink
              key={item.key}
              href={item.href}
              aria-current={here ? "page" : undefined}
              className={clsx(place, here ? "font-semibold text-accent" : "text-muted")}
            >
              <NavIcon path={item.icon} size={20} />
              {item.label}
              {waiting === undefined || waiting.count === 0 ? null : (
                <span className="absolute top-1 left-1/2 ml-2 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-accent-ink">
                  {waiting.count}
                  <span className="sr-only"> {waiting.of}</span>
                </span>
              )}
            </PageLink>
          );
        })}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className={clsx(place, elsewhere ? "font-semibold text-accent" : "text-muted")}
        >
          <NavIcon path="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" size={20} />
          More
        </button>
      </div>
      <Dialog open={open} onClose={() => setOpen(false)} title="Sallyport">
        <NavList counts={counts} onNavigate={() => setOpen(false)} />
        <div className="mt-4 border-t border-line pt-4">{person}</div>
      </Dialog>
    </nav>
  );
};
