import clsx from "clsx";
import { type FindingsQuery, findingsHref } from "#components/findings/findings-query.ts";
import { SEVERITY_LOOKS } from "#components/findings/severity-mark.tsx";
import type { ShownEntry } from "#components/findings/shown-finding.ts";
import { MomentLink } from "#components/ui/moment-link.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { SEVERITIES } from "#lib/core/findings/catalogue/catalogue-finding.ts";

interface Props {
  readonly entries: readonly ShownEntry[];
  readonly query: FindingsQuery;
}

const tile = (isChosen: boolean) =>
  clsx(
    "flex items-baseline gap-2 rounded-lg border px-3 py-2 hover:border-line-strong",
    isChosen ? "border-accent bg-accent-soft" : "border-line bg-panel",
  );

/** How many of each severity, each a way to see just those; what nobody can tell, and what is accepted, counted apart. */
export const SeverityTally = ({ entries, query }: Props) => {
  const open = entries.filter(({ accepted }) => accepted === null);
  const sure = open.filter(({ finding }) => finding.certainty === "sure");
  const unknown = open.length - sure.length;
  const accepted = entries.length - open.length;
  return (
    <nav aria-label="Findings by severity" className="flex flex-wrap gap-2">
      {SEVERITIES.map((severity) => {
        const { word, tone, shape } = SEVERITY_LOOKS[severity];
        const isChosen = query.severity === severity && query.answer === "sure";
        const count = sure.filter(({ finding }) => finding.severity === severity).length;
        return (
          <MomentLink
            key={severity}
            href={findingsHref(query, isChosen ? { severity: "", answer: "" } : { severity, answer: "sure" })}
            aria-current={isChosen ? "true" : undefined}
            className={tile(isChosen)}
          >
            <span className="text-lg leading-none font-semibold tabular-nums">{count}</span>
            <StateMark tone={count === 0 ? "muted" : tone} shape={shape}>
              {word}
            </StateMark>
          </MomentLink>
        );
      })}
      <MomentLink
        href={findingsHref(query, {
          severity: "",
          answer: query.answer === "cannot-tell" ? "" : "cannot-tell",
        })}
        aria-current={query.answer === "cannot-tell" ? "true" : undefined}
        className={tile(query.answer === "cannot-tell")}
      >
        <span className="text-lg leading-none font-semibold tabular-nums">{unknown}</span>
        <StateMark tone={unknown === 0 ? "muted" : "unknown"} shape="fog">
          Cannot tell
        </StateMark>
      </MomentLink>
      <MomentLink
        href={findingsHref(query, {
          severity: "",
          answer: query.answer === "accepted" ? "" : "accepted",
        })}
        aria-current={query.answer === "accepted" ? "true" : undefined}
        className={tile(query.answer === "accepted")}
      >
        <span className="text-lg leading-none font-semibold tabular-nums">{accepted}</span>
        <StateMark tone={accepted === 0 ? "muted" : "accent"} shape="pause">
          Accepted
        </StateMark>
      </MomentLink>
    </nav>
  );
};
