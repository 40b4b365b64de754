import { Card } from "#components/ui/card.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";

export interface IsolationPart {
  readonly what: string;
  readonly holds: boolean;
  /** What was seen, or what is missing, in a sentence. */
  readonly why: string;
}

/** How far somebody who takes over the web process is from the firewalls, said plainly. */
export const IsolationCard = ({ parts }: { readonly parts: readonly IsolationPart[] }) => {
  const isolated = parts.every((part) => part.holds);
  return (
    <Card
      title="How isolated the web is from your firewalls"
      actions={
        isolated ? (
          <StateMark tone="ok" shape="lock">
            Isolated
          </StateMark>
        ) : (
          <StateMark tone="missing" shape="half">
            Not isolated
          </StateMark>
        )
      }
    >
      <p className="mb-3 max-w-prose text-muted">
        The web holds no AWS credentials and makes no AWS call. It is isolated only when all of this holds:
      </p>
      <ul className="grid gap-2.5">
        {parts.map((part) => (
          <li key={part.what} className="grid items-start gap-0.5 sm:grid-cols-[8rem_1fr] sm:gap-3">
            <StateMark tone={part.holds ? "ok" : "missing"} shape={part.holds ? "check" : "ring"}>
              {part.holds ? "holds" : "missing"}
            </StateMark>
            <div>
              <p>{part.what}</p>
              <p className="text-sm text-muted">{part.why}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
};
