import { VerdictMark } from "#components/ask/verdict-mark.tsx";
import { FirstFew } from "#components/ui/first-few.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { AnsweredHop } from "#lib/core/question/answer-inquiry.ts";
import type { WayEnd } from "#lib/core/reach/answer.ts";

const endWords = (name: string, end: WayEnd | null): string => {
  const id = end?.instanceId ?? end?.interfaceId ?? null;
  return id === null ? name : `${name} (${id})`;
};

const Packet = ({ hop }: { readonly hop: AnsweredHop }) => {
  const { witness, source, target } = hop.answer;
  if (witness === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="text-muted">Witness packet</span>
      <span className="rounded-md bg-sunk px-1.5 py-0.5 font-mono">
        <ForeignText
          text={`${witness.service} from ${witness.from ?? endWords(hop.from, source)} to ${witness.to ?? endWords(hop.to, target)}`}
          limit={200}
        />
      </span>
    </p>
  );
};

/** The steps of a way, each with its packet; the sentences of one that is alone stand above it already. */
export const WaySteps = ({ hops }: { readonly hops: readonly AnsweredHop[] }) => (
  <ol className="grid gap-2.5">
    {hops.map((hop) => (
      <li key={`${hop.from} ${hop.to}`} className="grid gap-1.5 border-l-2 border-line-strong pl-3">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          {hops.length > 1 ? <VerdictMark verdict={hop.answer.verdict} /> : null}
          <span className="font-mono break-words">
            <ForeignText text={hop.from} limit={120} /> <span aria-hidden="true">→</span>
            <span className="sr-only"> to </span> <ForeignText text={hop.to} limit={120} />
          </span>
          <span className="text-sm text-muted">
            {hop.services.length === 0 ? "on anything" : `on ${hop.services.join(", ")}`}
          </span>
        </p>
        {hops.length > 1 ? (
          <FirstFew
            items={hop.sentences}
            limit={3}
            itemKey={(sentence) => sentence}
            render={(sentence) => <ForeignText text={sentence} limit={600} />}
          />
        ) : null}
        <Packet hop={hop} />
      </li>
    ))}
  </ol>
);
