import type { ShownLife } from "#components/groups/shown-group.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** Rules that were there once, the last to go first. */
export const GoneRules = ({
  lives,
  biographyHref,
}: {
  readonly lives: readonly ShownLife[];
  /** Where the biography of a rule is told, by its key. */
  readonly biographyHref: (ruleKey: string) => string;
}) => (
  <ul className="divide-y divide-line">
    {lives.map((life) => {
      const last = life.spans.at(-1);
      return (
        <li key={life.key} className="grid gap-0.5 px-4.5 py-2.5 max-md:px-4">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <ForeignText text={life.key} limit={120} className="font-mono" />
            <TextLink href={biographyHref(life.key)} scroll={false} className="text-sm">
              Biography
            </TextLink>
            {last?.until == null ? null : (
              <span className="text-muted">
                gone <RelativeTime at={last.until} />
              </span>
            )}
          </span>
          {life.descriptions.map((text) => (
            <ForeignText key={text} text={text} limit={160} className="text-sm text-muted" />
          ))}
        </li>
      );
    })}
  </ul>
);
