import { FlowLineRow } from "#components/changes/flow-line-row.tsx";
import type { GroupLabels } from "#components/changes/group-name.tsx";
import { GuardrailChanges } from "#components/changes/guardrail-changes.tsx";
import { Card } from "#components/ui/card.tsx";
import { FirstFew } from "#components/ui/first-few.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { Notice } from "#components/ui/notice.tsx";
import { guardrailWarning } from "#lib/core/guardrail/guardrail-change.ts";
import type { Effect, FlowLine } from "#lib/core/plan/plan.ts";

interface Props {
  readonly effect: Effect;
  readonly labels: GroupLabels;
}

const FORECASTS = {
  "go-on": "Go on",
  "cut-at-once": "Are cut at once",
  "cannot-tell": "Cannot be told",
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
      <FirstFew
        items={lines}
        limit={8}
        itemKey={lineKey}
        render={(line) => (
          <span className="flex gap-2">
            <span aria-hidden="true" className={`font-mono ${tone}`}>
              {sign}
            </span>
            <FlowLineRow line={line} labels={labels} />
          </span>
        )}
      />
    )}
  </div>
);

/** Sessions that fare alike, for the same reason, stand together: the reason is read once. */
const sessionGroups = (sessions: Effect["sessions"]) => {
  const groups = new Map<string, { forecast: keyof typeof FORECASTS; why: string; lines: FlowLine[] }>();
  for (const { line, forecast, why } of sessions) {
    const key = `${forecast} ${why}`;
    const group = groups.get(key) ?? { forecast, why, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()];
};

/** Broken guardrails have their own place. */
const warningsOf = ({ warnings, guardrails }: Effect): readonly string[] => {
  const told = new Set(guardrails.map(guardrailWarning));
  return warnings.filter((warning) => !told.has(warning));
};

/** What an approver reads first: plain sentences, then flows gained and lost, then sessions that are open now. */
export const ChangeEffect = ({ effect, labels }: Props) => (
  <>
    <Card>
      <h2 className="sr-only">What it does</h2>
      <div className="grid gap-1.5">
        {effect.sentences.map((sentence) => (
          <p key={sentence} className="text-lg leading-snug font-[540] text-pretty">
            {foreignString(sentence)}
          </p>
        ))}
      </div>
      {effect.sentences.length === 0 ? (
        <p className="text-lg font-[540]">Nothing becomes possible and nothing becomes impossible.</p>
      ) : null}
      <p className="mt-1.5 text-muted">
        {effect.interfaceIds.length === 0
          ? effect.gained.length + effect.lost.length === 0
            ? "EC2's rules stay as they are."
            : "No interface carries these groups now."
          : `Touches ${countOf(effect.instanceIds.length, "instance")} and ${countOf(effect.interfaceIds.length, "interface")}.`}{" "}
        Permitted by security groups; routes, network ACLs and public addresses decide the rest.
      </p>
      {warningsOf(effect).length === 0 ? null : (
        <div className="mt-3 grid gap-2">
          {warningsOf(effect).map((warning) => (
            <Notice key={warning} tone="warning">
              {foreignString(warning)}
            </Notice>
          ))}
        </div>
      )}
    </Card>
    <GuardrailChanges changes={effect.guardrails} />
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
          <ul className="grid gap-3">
            {sessionGroups(effect.sessions).map((group) => (
              <li key={`${group.forecast} ${group.why}`} className="grid gap-1">
                <p>
                  <span className="font-semibold">{FORECASTS[group.forecast]}</span>
                  <span className="text-muted">: {foreignString(group.why)}</span>
                </p>
                <FirstFew
                  items={group.lines}
                  limit={4}
                  itemKey={lineKey}
                  render={(line) => <FlowLineRow line={line} labels={labels} />}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  </>
);
