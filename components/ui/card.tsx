import clsx from "clsx";
import type { ReactNode } from "react";

interface CardProps {
  /** The heading inside the card; omit where the page's own heading names it. */
  readonly title?: ReactNode;
  /** One short line beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Tables and pictures reach the card's edges. */
  readonly flush?: boolean;
  readonly id?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export const Card = ({ title, note, actions, flush = false, id, className, children }: CardProps) => (
  <section id={id} className={clsx("min-w-0 rounded-card border border-line bg-panel", className)}>
    {title === undefined ? null : (
      <header
        className={clsx(
          "flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4.5 py-3 max-md:px-4",
          flush && "border-b border-line",
        )}
      >
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <h2 className="text-sm font-semibold">{title}</h2>
          {note === undefined ? null : <span className="text-sm text-muted">{note}</span>}
        </div>
        {actions}
      </header>
    )}
    <div className={clsx(!flush && "px-4.5 pb-4 max-md:px-4", !flush && title === undefined && "pt-4")}>
      {children}
    </div>
  </section>
);
