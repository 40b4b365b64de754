import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface DriftedRule<Change extends { readonly number: number }> {
  readonly id: string;
  readonly groupId: string;
  readonly change: "appeared" | "gone";
  readonly rule: string;
  readonly afterAt: string;
  readonly foundAt: string;
  readonly answer: "told" | "left" | "put-back" | null;
  readonly sentence: string;
  readonly origin: {
    readonly certainty: "exact" | "likely";
    readonly who: string;
    readonly from: string;
    readonly at: string;
  } | null;
  readonly putBack: Change | null;
}

interface Props<Change extends { readonly number: number }> {
  readonly rows: readonly DriftedRule<Change>[];
  readonly watch: {
    readonly mode: "tell" | "propose" | "restore";
    readonly mostPerHour: number;
    readonly chosenByName: string | null;
    /** The number of a request to put back by itself that waits. */
    readonly asked: number | null;
  };
  readonly stateOf: (change: Change) => ReactNode;
  /** Where a cloud admin chooses what is done. */
  readonly choose: ReactNode;
}

const ANSWERS = { told: "Told", left: "Left as it is", waiting: "Being judged" };

/** What CloudTrail says, which others wrote. */
const Origin = ({ origin }: { readonly origin: DriftedRule<{ number: number }>["origin"] }) =>
  origin === null ? (
    <span className="text-muted">Not known</span>
  ) : (
    <>
      {origin.certainty === "likely" ? "Likely " : ""}
      <ForeignText text={origin.who} limit={48} className="font-[560]" />
      <span className="text-muted">
        {" "}
        from <ForeignText text={origin.from} limit={48} className="font-mono" />,{" "}
        <RelativeTime at={origin.at} />
      </span>
    </>
  );

function Answer<Change extends { readonly number: number }>({
  row: { answer, sentence, putBack },
  stateOf,
}: {
  readonly row: DriftedRule<Change>;
  readonly stateOf: Props<Change>["stateOf"];
}) {
  if (putBack !== null)
    return (
      <span className="flex flex-wrap items-center gap-x-2">
        <TextLink href={`/changes/${putBack.number}`}>Change {putBack.number}</TextLink>
        {stateOf(putBack)}
      </span>
    );
  const word = answer === null ? ANSWERS.waiting : answer === "left" ? ANSWERS.left : ANSWERS.told;
  return sentence === "" ? (
    word
  ) : (
    <>
      {word}. <span className="text-muted">{foreignString(sentence)}</span>
    </>
  );
}

function Rules<Change extends { readonly number: number }>({
  rows,
  caption,
  stateOf,
}: Pick<Props<Change>, "rows" | "stateOf"> & { readonly caption: string }) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "change",
          label: "What",
          cell: (row) => (
            <span className="whitespace-nowrap">
              {row.change === "appeared" ? "+ added" : "− taken away"}
            </span>
          ),
        },
        {
          key: "rule",
          label: "Rule",
          cell: (row) => <ForeignText text={row.rule} limit={120} className="font-mono" />,
          phone: "piece",
        },
        {
          key: "group",
          label: "Group",
          cell: (row) => <MonoId id={row.groupId} what="group id" short />,
          phone: "piece",
        },
        {
          key: "when",
          label: "Between two looks",
          cell: (row) => (
            <>
              <RelativeTime at={row.afterAt} /> and <RelativeTime at={row.foundAt} />
            </>
          ),
        },
        { key: "origin", label: "By whom", cell: (row) => <Origin origin={row.origin} /> },
        { key: "answer", label: "What is done", cell: (row) => <Answer row={row} stateOf={stateOf} /> },
      ]}
    />
  );
}

/** More would push what the stack is now out of sight. */
const SHOWN = 3;

const MODES = {
  tell: "Sallyport tells cloud admins and the team's leads, and changes nothing.",
  propose: "Sallyport tells, and opens a change request that leads back to the model.",
  restore: "Sallyport puts it back by itself where it led away from the model",
};

/** Rules that somebody changed on EC2 past Sallyport, and what is done about them. */
export function DriftCard<Change extends { readonly number: number }>({
  rows,
  watch: { mode, mostPerHour, chosenByName, asked },
  stateOf,
  choose,
}: Props<Change>) {
  const times = mostPerHour === 1 ? "once" : `${mostPerHour} times`;
  return (
    <Card
      flush
      id="drift"
      title="Changed outside Sallyport"
      note={rows.length === 0 ? "nothing in the last 14 days" : "in the last 14 days, newest first"}
      actions={choose}
    >
      {rows.length === 0 ? null : (
        <Rules rows={rows.slice(0, SHOWN)} caption="Rules that changed outside Sallyport" stateOf={stateOf} />
      )}
      {rows.length > SHOWN ? (
        <details>
          <summary className="w-fit rounded-sm px-4.5 py-2.5 font-[560] text-accent max-md:px-4">
            and {rows.length - SHOWN} more
          </summary>
          <Rules
            rows={rows.slice(SHOWN)}
            caption="More rules that changed outside Sallyport"
            stateOf={stateOf}
          />
        </details>
      ) : null}
      <p className="px-4.5 py-3 text-muted max-md:px-4">
        When a rule changes outside: {MODES[mode]}
        {mode === "restore" ? `, each rule at most ${times} an hour.` : ""}
        {chosenByName === null ? null : (
          <>
            {" "}
            Chosen by <ForeignText text={chosenByName} limit={48} />.
          </>
        )}
        {asked === null ? null : (
          <>
            {" "}
            <TextLink href={`/changes/${asked}`}>Change {asked}</TextLink> asks to put it back by itself.
          </>
        )}
      </p>
    </Card>
  );
}
