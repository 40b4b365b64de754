import type { ShownPast, ShownPastScope } from "#components/history/shown-past.ts";
import { ExactTime } from "#components/ui/exact-time.tsx";

interface Props {
  readonly from: ShownPast;
  readonly to: ShownPast;
  readonly isToNow: boolean;
  readonly scopes: readonly {
    readonly scopeId: string;
    readonly accountName: string;
    readonly region: string;
  }[];
}

const Look = ({ scope }: { readonly scope: ShownPastScope | undefined }) =>
  scope === undefined || scope.lookAt === null ? (
    <strong className="font-[560]">no look before then</strong>
  ) : (
    <>
      the look of <ExactTime at={scope.lookAt} />
    </>
  );

/** Which looks stand for the two moments: what happened between two looks is told by them alone. */
export const LooksCompared = ({ from, to, isToNow, scopes }: Props) => {
  const of = (past: ShownPast, scopeId: string) => past.scopes.find((scope) => scope.scopeId === scopeId);
  return (
    <div className="grid gap-1 px-4.5 py-3 text-sm max-md:px-4">
      <p>
        From <ExactTime at={from.at} /> to {isToNow ? "now" : <ExactTime at={to.at} />}.
        {Date.parse(from.at) > Date.parse(to.at) ? " The second moment is before the first." : ""}
      </p>
      <ul className="grid gap-0.5 text-muted">
        {scopes.map(({ scopeId, accountName, region }) => {
          const [before, after] = [of(from, scopeId), of(to, scopeId)];
          return (
            <li key={scopeId}>
              {accountName}, {region}: <Look scope={before} />
              {before?.lookAt === null ? ", and " : " beside "}
              <Look scope={after} />
              {before?.lookAt === null || after?.lookAt === null
                ? ". What changed cannot be told."
                : before?.lookAt === after?.lookAt
                  ? ". It is the same look."
                  : "."}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
