import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

interface Props {
  readonly number: number;
  readonly pack: { readonly edition: number; readonly madeAt: string; readonly keyId: string } | null;
  /** What was revoked has not come to its end: another edition will say what became of it. */
  readonly unfinished: boolean;
}

/** The signed evidence of a closed review. */
export const PackCard = ({ number, pack, unfinished }: Props) => (
  <Card title="Evidence" note={pack === null ? "being made" : `signed, edition ${pack.edition}`}>
    {pack === null ? (
      <p role="status" className="flex items-center gap-2 text-muted">
        <Spinner /> The worker gathers the log entries and signs. This takes a few seconds.
      </p>
    ) : (
      <div className="grid gap-3">
        <p className="max-w-prose">
          Population, decisions, what was done about them and the log entries behind each row. Anybody
          verifies it without Sallyport: <code>sallyport verify-pack review-{number}.zip --key …</code>, with
          the key that Settings shows.
        </p>
        <p className="text-muted">
          Made <RelativeTime at={pack.madeAt} />, signed with key <MonoId id={pack.keyId} what="key id" />
        </p>
        {unfinished ? (
          <p className="max-w-prose text-muted">
            What was revoked is not taken away yet. When it is, another edition says so.
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <a className={buttonClass("primary")} href={`/reviews/${number}/pack`} download>
            Download the pack
          </a>
          <a className={buttonClass("plain")} href={`/reviews/${number}/pack?part=pdf`} download>
            PDF alone
          </a>
          <a className={buttonClass("plain")} href={`/reviews/${number}/pack?part=json`} download>
            JSON alone
          </a>
        </div>
      </div>
    )}
  </Card>
);
