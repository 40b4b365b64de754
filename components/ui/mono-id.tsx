import { CopyButton } from "#components/ui/copy-button.tsx";
import { foreignString } from "#components/ui/foreign-characters.ts";
import { MomentLink } from "#components/ui/moment-link.tsx";

interface Props {
  readonly id: string;
  /** What it is, in words: "group id". */
  readonly what?: string;
  readonly href?: string;
  /** Long ids keep their two ends: `sgr-0b77…21`. */
  readonly short?: boolean;
}

const shortId = (id: string) => (id.length <= 14 ? id : `${id.slice(0, 8)}…${id.slice(-3)}`);

/** An id, CIDR or port in monospace; the whole of it is one click to copy. */
export const MonoId = ({ id, what = "id", href, short = false }: Props) => {
  const shown = foreignString(short ? shortId(id) : id);
  return (
    <span className="inline-flex max-w-full items-center gap-0.5 align-bottom">
      {href === undefined ? (
        <span
          className="font-mono break-all md:whitespace-nowrap"
          title={short ? foreignString(id) : undefined}
        >
          {shown}
        </span>
      ) : (
        <MomentLink
          href={href}
          title={short ? foreignString(id) : undefined}
          className="rounded-sm font-mono break-all md:whitespace-nowrap underline decoration-line-strong underline-offset-3 hover:decoration-current"
        >
          {shown}
        </MomentLink>
      )}
      <CopyButton text={id} what={what} />
    </span>
  );
};
