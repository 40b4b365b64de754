"use client";

import { HashLinks } from "#components/look/hash-links.tsx";
import { LOOK_TABS, type LookTab, lookHref, lookView } from "#components/look/look-view.ts";
import { PassedOver } from "#components/look/passed-over.tsx";
import { useKeepLook } from "#components/look/use-keep-look.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { LookSummary } from "#lib/browser/look/messages.ts";
import type { OpenLook } from "#lib/browser/look/open-look.ts";
import { FindingsPane } from "./findings-pane.tsx";
import { GraphPane } from "./graph-pane.tsx";
import { GroupsPane } from "./groups-pane.tsx";
import { ProposalsPane } from "./proposals-pane.tsx";
import { ReachPane } from "./reach-pane.tsx";

interface Props {
  readonly look: OpenLook;
  readonly summary: LookSummary;
  readonly hash: string;
  readonly onForget: () => void;
}

const TAB_WORDS: Readonly<Record<LookTab, string>> = {
  findings: "Findings",
  groups: "Groups",
  graph: "Graph",
  proposals: "Proposed stacks",
  reach: "Reach",
};

const PANES = {
  findings: FindingsPane,
  groups: GroupsPane,
  graph: GraphPane,
  proposals: ProposalsPane,
  reach: ReachPane,
};

const number = new Intl.NumberFormat("en");

/** Foreign text is not part of it. */
const fileName = ({ accountId, region, takenAt }: LookSummary): string =>
  ["sallyport-look", accountId, region, takenAt.slice(0, 10)]
    .map((part) => part.replaceAll(/[^A-Za-z0-9-]/g, ""))
    .filter((part) => part !== "")
    .join("-")
    .concat(".zip");

const Facts = ({ look, summary, onForget }: Pick<Props, "look" | "summary" | "onForget">) => {
  const { button, outcome } = useKeepLook({ keep: look.keep, name: fileName(summary) });
  return (
    <Card
      title={summary.accountId === "" ? "An account" : <span className="font-mono">{summary.accountId}</span>}
      note={
        <>
          {summary.region === "" ? "Region not told" : summary.region} · {number.format(summary.groups)}{" "}
          groups · {number.format(summary.rules)} rules · {number.format(summary.interfaces)} interface
          {summary.interfaces === 1 ? "" : "s"} · read in {(summary.milliseconds / 1000).toFixed(1)} s
        </>
      }
      actions={
        <div className="flex flex-wrap gap-2">
          {button}
          <Button onClick={onForget}>Forget it</Button>
        </div>
      }
    >
      <div className="grid gap-2.5">
        {summary.missing.length === 0 ? null : (
          <Notice tone="warning" title="Not everything was given: what it would tell stays unknown.">
            <ul className="list-disc pl-5">
              {summary.missing.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        <PassedOver files={summary.passedOver} />
        {outcome}
        <p className="text-sm text-muted">
          {summary.wasKept ? (
            <>
              This look was taken <ExactTime at={summary.takenAt} /> and kept as a file. Leave the page and it
              is gone from this tab; the file stays yours.
            </>
          ) : (
            "All of it is in this tab and nowhere else. Leave the page and it is gone, unless you keep it as a file."
          )}
        </p>
      </div>
    </Card>
  );
};

/** Everything one look has to say, a tab for each sort of it. */
export const LookResults = ({ look, summary, hash, onForget }: Props) => {
  const view = lookView(hash);
  const counts: Partial<Record<LookTab, number>> = {
    findings: summary.findings,
    groups: summary.groups,
    proposals: summary.proposals,
  };
  const Pane = PANES[view.tab];
  return (
    <HashLinks>
      <Facts look={look} summary={summary} onForget={onForget} />
      <Tabs
        label="What the look found"
        current={view.tab}
        tabs={LOOK_TABS.map((key) => {
          const count = counts[key];
          const tab = {
            key,
            label: TAB_WORDS[key],
            href: lookHref(lookView(""), { ...keep(view), tab: key }),
          };
          return count === undefined ? tab : { ...tab, count };
        })}
      />
      <Pane key={view.tab} look={look} view={view} summary={summary} />
    </HashLinks>
  );
};

const keep = ({ account, region }: ReturnType<typeof lookView>) => ({ account, region });
