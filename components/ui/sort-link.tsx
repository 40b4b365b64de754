import { MomentLink } from "#components/ui/moment-link.tsx";

interface Props {
  readonly label: string;
  readonly href: string;
  readonly sorted?: "ascending" | "descending" | undefined;
}

/** A column heading that sorts by a link, so that the order is in the URL. */
export const SortLink = ({ label, href, sorted }: Props) => (
  <MomentLink href={href} scroll={false} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
    {label}
    <svg viewBox="0 0 8 10" width="8" height="10" aria-hidden="true" className="fill-current">
      <path d="M4 0l3 4H1z" opacity={sorted === "ascending" ? 1 : 0.3} />
      <path d="M4 10l3-4H1z" opacity={sorted === "descending" ? 1 : 0.3} />
    </svg>
  </MomentLink>
);
