"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { NavIcon } from "#components/shell/nav-icon.tsx";
import { isWithin, NAV_ITEMS, type NavCounts } from "#components/shell/nav-items.ts";
import { CountBadge } from "#components/ui/count-badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

interface Props {
  readonly counts: NavCounts;
  readonly onNavigate?: () => void;
}

export const NavList = ({ counts, onNavigate }: Props) => {
  const path = usePathname();
  return (
    <ul className="grid gap-0.5">
      {NAV_ITEMS.map((item) => {
        const here = isWithin(item, path);
        const waiting = counts[item.key];
        return (
          <li key={item.key}>
            <PageLink
              href={item.href}
              onClick={() => onNavigate?.()}
              aria-current={here ? "page" : undefined}
              className={clsx(
                "flex min-h-8.5 items-center gap-2.5 rounded-lg border px-2.5 max-md:min-h-11",
                here
                  ? "border-line bg-panel font-[560] text-ink"
                  : "border-transparent text-muted hover:bg-line/50 hover:text-ink",
              )}
            >
              <NavIcon path={item.icon} />
              <span className="flex-1">{item.label}</span>
              {waiting === undefined ? null : <CountBadge count={waiting.count} of={waiting.of} />}
            </PageLink>
          </li>
        );
      })}
    </ul>
  );
};
