import { compareHref } from "#components/history/compare-query.ts";
import { MomentButton } from "#components/history/moment-button.tsx";
import type { ShownPast, ShownPastScope } from "#components/history/shown-past.ts";
import { ThinnedWords } from "#components/history/thinned-words.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { exactUtc, spanWords } from "#components/ui/time-words.ts";

interface Props {
  readonly past: ShownPast;
  /** The same page as it is now. */
  readonly nowHref: string;
  /** The stack it is about; absent where it is about more. */
  readonly stack?: string;
  /** The same page as of another moment: its address without one. */
  readonly path: string;
  /** What a page that rests on no look at EC2 says of itself; absent where it rests on the looks in force. */
  readonly says?: string;
}

/** More accounts than these are shown on request. */
const SHOWN_AT_ONCE = 2;

const LookSentence = ({ scope, at }: { readonly scope: ShownPastScope; readonly at: string }) => {
  const place = `${scope.accountName}, ${scope.region}`;
  if (scope.lookAt === null)
    return (
      <>
        {place}: <strong className="font-[560]">no look before then</strong>
        {scope.firstAt === null ? (
          ", and none since. Nothing is known of it."
        ) : (
          <>
            . The first one that is kept ended <ExactTime at={scope.firstAt} />. Nothing is known of it at
            this moment.
          </>
        )}
      </>
    );
  return (
    <>
      {place}: the look in force ended <ExactTime at={scope.lookAt} />
      {Date.parse(at) - Date.parse(scope.lookAt) < 60_000
        ? ""
        : `, ${spanWords(Date.parse(scope.lookAt), Date.parse(at))} before`}
      {scope.nextAt === null ? "; there is none after it." : "."}
      {scope.thinned === null ? null : (
        <>
          {" "}
          <ThinnedWords thinned={scope.thinned} />
        </>
      )}
      {scope.problems.length === 0 ? null : (
        <>
          {" "}
          Not all could be read in it, and what was not is shown as unknown:{" "}
          {scope.problems.map((problem) => (
            <ForeignText key={problem} text={`${problem} `} limit={200} />
          ))}
        </>
      )}
    </>
  );
};

/** Says plainly that this is not how things are now, and whose word is taken for how they were. */
export const PastBanner = ({ past, nowHref, path, stack, says }: Props) => {
  const looks = (
    <ul className="grid gap-0.5 text-sm">
      {past.scopes.map((scope) => (
        <li key={scope.scopeId}>
          <LookSentence scope={scope} at={past.at} />
        </li>
      ))}
    </ul>
  );
  return (
    <section
      aria-label="A moment of the past"
      className="sticky top-0 z-20 flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border-2 border-accent bg-accent-soft px-3.5 py-2.5"
    >
      <span className="mt-0.5 text-accent">
        <Shape name="clock" size={16} />
      </span>
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-semibold">
          As of {exactUtc(Date.parse(past.at))}
          {!past.isFuture
            ? ", not as it is now"
            : says === undefined
              ? ", which has not come yet: this is what was seen last"
              : ", which has not come yet: this is what is known so far"}
        </p>
        {says !== undefined ? (
          <p className="max-w-prose text-sm">{says}</p>
        ) : past.scopes.length > SHOWN_AT_ONCE ? (
          <details className="text-sm">
            <summary className="cursor-pointer rounded-sm">
              The looks at {past.scopes.length} accounts and Regions that this rests on
              {past.scopes.some((scope) => scope.lookAt === null) ? "; some had none yet" : ""}
            </summary>
            {looks}
          </details>
        ) : (
          looks
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {says !== undefined ? null : (
          <PageLink
            href={compareHref({ from: past.at, ...(stack === undefined ? {} : { stack }) })}
            className={buttonClass("plain", "normal")}
          >
            Compare with now
          </PageLink>
        )}
        <MomentButton path={path} at={past.at} label="Another moment…" />
        <PageLink href={nowHref} className={buttonClass("primary", "normal")}>
          Back to now
        </PageLink>
      </div>
    </section>
  );
};
