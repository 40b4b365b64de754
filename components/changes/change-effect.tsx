import { FlowLineRow } from "#components/changes/flow-line-row.tsx";
import type { GroupLabels } from "#components/changes/group-name.tsx";
import { Card } from "#components/ui/card.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { Effect, FlowLine } from "#lib/core/plan/plan.ts";

interface Props {
  readonly effect: Effect;
  readonly labels: GroupLabels;
}

const FORECASTS = {
  "go-on": "goes on",
  "cut-at-once": "is cut at once",
  "cannot-tell": "cannot be told",
} as const;

const lineKey = (line: FlowLine) => `${line.groupId} ${line.direction} ${line.peer} ${line.service}`;

const countOf = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

const Flows = ({
  title,
  sign,
  tone,
  lines,
  labels,
  none,
}: {
  readonly title: string;
  readonly sign: string;
  readonly tone: string;
  readonly lines: readonly FlowLine[];
  readonly labels: GroupLabels;
  readonly none: string;
}) => (
  <div className="min-w-0 px-4.5 py-3.5 max-md:px-4">
    <h3 className={`mb-1.5 text-sm font-semibold ${tone}`}>{title}</h3>
    {lines.length === 0 ? (
      <p className="text-muted">{none}</p>
    ) : (
      <ul className="grid gap-1.5">
        {lines.map((line) => (
          <li key={lineKey(line)} className="flex gap-2">
            <span aria-hidden="true" className={`font-mono ${tone}`}>
              {sign}
            </span>
            <FlowLineRow line={line} labels={labels} />
          </li>
        ))}
      </ul>
    )}
  </div>
);

/** What an approver reads first: plain sentences, then flows gained and lost, then sessions that are open now. */
export const ChangeEffect = ({ effect, labels }: Props) => (
  <>
    <Card>
      <h2 className="sr-only">What it does</h2>
      {effect.sentences.map((sentence) => (
        <p key={sentence} className="text-lg font-[540] text-pretty">
          {foreignString(sentence)}
        </p>
      ))}
      {effect.sentences.length === 0 ? (
        <p className="text-lg font-[540]">Nothing becomes possible and nothing becomes impossible.</p>
      ) : null}
      <p className="mt-1.5 text-muted">
        {effect.interfaceIds.length === 0
          ? "No interface carries these groups now."
          : `Touches ${countOf(effect.instanceIds.length, "instance")} and ${countOf(effect.interfaceIds.length, "interface")}.`}{" "}
        Permitted by security groups; routes, network ACLs and public addresses decide the rest.
      </p>
      {effect.warnings.length === 0 ? null : (
        <div className="mt-3 grid gap-2">
          {effect.warnings.map((warning) => (
            <Notice key={warning} tone="warning">
              {foreignString(warning)}
            </Notice>
          ))}
        </div>
      )}
    </Card>
    <Card flush>
      <div className="grid md:grid-cols-2 md:divide-x md:divide-line max-md:divide-y max-md:divide-line">
        <Flows
          title="Becomes possible"
          sign="+"
          tone="text-ok"
          lines={effect.gained}
          labels={labels}
          none="Nothing new becomes possible."
        />
        <Flows
          title="Becomes impossible"
          sign="−"
          tone="text-extra"
          lines={effect.lost}
          labels={labels}
          none="Nothing that is open is closed."
        />
      </div>
      <div className="border-t border-line px-4.5 py-3.5 max-md:px-4">
        <h3 className="mb-1 text-sm font-semibold">Sessions open now</h3>
        {effect.sessions.length === 0 ? (
          <p className="text-muted">No flow is lost, so no session is touched.</p>
        ) : (
          <ul className="grid gap-1.5">
            {effect.sessions.map((session) => (
              <li key={lineKey(session.line)}>
                <FlowLineRow line={session.line} labels={labels} />{" "}
                <span className="font-semibold">{FORECASTS[session.forecast]}</span>
                <span className="text-muted">: {session.why}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  </>
);
