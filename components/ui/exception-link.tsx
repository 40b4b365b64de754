import { LinkButton } from "#components/ui/link-button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

interface Props {
  readonly scopeId: string;
  /** The catalogue's id. */
  readonly findingId: string;
  /** The open request for it; null when there is none. */
  readonly askedIn: number | null;
}

/** Where an exception to a finding is asked for, or the request that does. */
export const ExceptionLink = ({ scopeId, findingId, askedIn }: Props) =>
  askedIn === null ? (
    <LinkButton
      size="small"
      variant="quiet"
      href={`/findings/exception?${new URLSearchParams({ scope: scopeId, finding: findingId }).toString()}`}
    >
      Accept it…
    </LinkButton>
  ) : (
    <span className="text-sm text-muted">
      <TextLink href={`/changes/${askedIn}`}>Change {askedIn}</TextLink> asks to accept it
    </span>
  );
