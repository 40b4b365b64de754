import type { ShownMaker, ShownSince } from "#components/stack/shown-stack-facts.ts";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** How long something has been so; at least so long where it was so at the first look. */
export const SinceWords = ({ since }: { readonly since: ShownSince | null }) =>
  since === null ? (
    <span className="text-muted">not known</span>
  ) : (
    <span>
      {since.isOlder ? <span className="text-muted">at least </span> : null}
      <RelativeTime at={since.at} as="span" />
    </span>
  );

/** Who had a rule made: a change of Sallyport's, or somebody past it. */
export const MakerWords = ({
  maker,
  since,
}: {
  readonly maker: ShownMaker | null;
  readonly since: ShownSince | null;
}) =>
  maker === null ? (
    <span>
      Not through Sallyport
      {since === null ? null : (
        <>
          , {since.isOlder ? "there already at the first look, " : "first seen "}
          <RelativeTime at={since.at} />
        </>
      )}
    </span>
  ) : (
    <span>
      By <TextLink href={`/changes/${maker.changeNumber}`}>change {maker.changeNumber}</TextLink>, asked by{" "}
      {maker.requesterName === null ? "Sallyport" : <ForeignText text={maker.requesterName} limit={60} />},{" "}
      <RelativeTime at={maker.at} />
    </span>
  );
