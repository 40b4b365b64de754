import type { ShownLife } from "#components/groups/shown-group.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** Rules that were there once, the last to go first. */
export const GoneRules = ({ lives }: { readonly lives: readonly ShownLife[] }) => (
  <ul className="divide-y divide-line">
    {lives.map((life) => {
      const last = life.spans.at(-1);
      return (
        <li key={life.key} className="grid gap-0.5 px-4.5 py-2.5 max-md:px-4">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <ForeignText text={life.key} limit={120} className="font-mono" />
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
