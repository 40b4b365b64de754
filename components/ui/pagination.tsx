import { LinkButton } from "#components/ui/link-button.tsx";

interface Props {
  /** What is paged through: "entries". */
  readonly of: string;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly href: (page: number) => string;
}

export const Pagination = ({ of, page, pages, total, href }: Props) =>
  pages <= 1 ? null : (
    <nav
      aria-label={`Pages of ${of}`}
      className="flex items-center justify-between gap-3 border-t border-line px-4.5 py-2.5 text-sm text-muted max-md:px-4"
    >
      <span className="tabular-nums">
        Page {page} of {pages}, {total} {of}
      </span>
      <span className="flex gap-2">
        {page > 1 ? (
          <LinkButton size="small" href={href(page - 1)} rel="prev">
            Previous
          </LinkButton>
        ) : null}
        {page < pages ? (
          <LinkButton size="small" href={href(page + 1)} rel="next">
            Next
          </LinkButton>
        ) : null}
      </span>
    </nav>
  );
