import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { MonoId } from "#components/ui/mono-id.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

interface Props {
  readonly keys: readonly { readonly id: string; readonly verifier: string; readonly createdAt: string }[];
}

/** The public keys that verify what the worker signs. */
export const SigningCard = ({ keys }: Props) => (
  <Card
    title="Keys that evidence is signed with"
    note="public halves; the private ones never leave the worker"
  >
    {keys.length === 0 ? (
      <EmptyState title="No worker has introduced its key yet" shape="ring">
        It does when it starts.
      </EmptyState>
    ) : (
      <ul className="grid gap-3">
        {keys.map(({ id, verifier, createdAt }) => (
          <li key={id} className="grid gap-0.5">
            <MonoId id={verifier} what="public key" />
            <p className="text-sm text-muted">
              Known since <RelativeTime at={createdAt} />. Give it to whoever verifies a pack:{" "}
              <code>sallyport verify-pack review-1.zip --key …</code>
            </p>
          </li>
        ))}
      </ul>
    )}
  </Card>
);
