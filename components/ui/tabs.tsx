import clsx from "clsx";
import { MomentLink } from "#components/ui/moment-link.tsx";

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly count?: number;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
}

/** Tabs are links: which one is open is part of the URL. */
export const Tabs = ({ label, tabs, current }: Props) => (
  <nav aria-label={label} className="border-b border-line px-4.5 max-md:px-4">
    <ul className="flex flex-wrap gap-x-5">
      {tabs.map((tab) => (
        <li key={tab.key}>
          <MomentLink
            href={tab.href}
            scroll={false}
            aria-current={tab.key === current ? "page" : undefined}
            className={clsx(
              "inline-flex min-h-11 items-center gap-1.5 border-b-2 whitespace-nowrap -outline-offset-2",
              tab.key === current
                ? "border-accent font-[560] text-ink"
                : "border-transparent text-muted hover:text-ink",
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="text-muted tabular-nums">{tab.count}</span>}
          </MomentLink>
        </li>
      ))}
    </ul>
  </nav>
);
