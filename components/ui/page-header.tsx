import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "#components/ui/breadcrumbs.tsx";

interface Props {
  readonly crumbs?: readonly Crumb[];
  readonly title: ReactNode;
  /** Facts in one line, parts separated by middle dots. */
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
          <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-muted [&>:not(:last-child)]:after:ml-2 [&>:not(:last-child)]:after:text-control [&>:not(:last-child)]:after:content-['·']">
            {facts}
          </div>
        )}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  </header>
);
