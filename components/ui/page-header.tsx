import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "#components/ui/breadcrumbs.tsx";

interface Props {
  readonly crumbs?: readonly Crumb[];
  readonly title: ReactNode;
  /** A sentence, or facts in one line: elements, separated by middle dots. */
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
}

export const PageHeader = ({ crumbs = [], title, facts, actions }: Props) => (
  <header className="mb-4">
    {crumbs.length === 0 ? null : <Breadcrumbs crumbs={crumbs} />}
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="text-xl font-[640] tracking-[-0.012em] break-words">{title}</h1>
        {facts === undefined ? null : (
          // Each part's dot stands in the gap before it, and is clipped where the part begins a line.
          <div className="-mx-1 mt-1 overflow-x-clip px-1 text-muted">
            <div className="-ml-4 flex flex-wrap items-center gap-y-0.5 *:relative *:ml-4 *:before:absolute *:before:right-full *:before:mr-1.5 *:before:text-control *:before:content-['·']">
              {typeof facts === "string" ? <p>{facts}</p> : facts}
            </div>
          </div>
        )}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
    </div>
  </header>
);
