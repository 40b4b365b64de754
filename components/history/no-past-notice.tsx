import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { exactUtc } from "#components/ui/time-words.ts";

interface Props {
  /** ISO 8601 UTC: the moment that was asked for. */
  readonly at: string;
  /** The same page, without a moment. */
  readonly nowHref: string;
  /** What is not kept over time. */
  readonly children: ReactNode;
}

/** On a page that keeps no past: what follows is of now, though a moment is asked for. */
export const NoPastNotice = ({ at, nowHref, children }: Props) => (
  <Notice
    tone="warning"
    title={`What follows is as it is now, not as of ${exactUtc(Date.parse(at))}`}
    actions={
      <PageLink href={nowHref} className={buttonClass("plain", "small")}>
        Back to now
      </PageLink>
    }
  >
    <p>{children}</p>
  </Notice>
);
