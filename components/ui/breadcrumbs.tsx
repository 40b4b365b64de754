import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MomentLink } from "#components/ui/moment-link.tsx";

export interface Crumb {
  readonly label: string;
  /** Absent for the page itself. */
  readonly href?: string;
}

export const Breadcrumbs = ({ crumbs }: { readonly crumbs: readonly Crumb[] }) => (
  <nav aria-label="Breadcrumbs" className="mb-2.5 text-sm text-muted">
    <ol className="flex flex-wrap items-center gap-x-1.5">
      {crumbs.map((crumb, index) => (
        <li key={crumb.href ?? crumb.label} className="flex items-center gap-x-1.5">
          {index === 0 ? null : <span aria-hidden="true">/</span>}
          {crumb.href === undefined ? (
            <span aria-current="page" className="font-[560] text-ink">
              <ForeignText text={crumb.label} limit={60} />
            </span>
          ) : (
            <MomentLink href={crumb.href} className="rounded-sm hover:text-ink hover:underline">
              <ForeignText text={crumb.label} limit={60} />
            </MomentLink>
          )}
        </li>
      ))}
    </ol>
  </nav>
);
