/** What signing in asks of the product. Built by the composition root from use-cases; see `lib/server`. */
import type { Result } from "#lib/core/result.ts";
import type { AdmittedPerson, ProvenIdentity } from "#lib/usecases/people/proven-identity.ts";

/** Why somebody whom the provider vouches for is not let in. */
export type SignInRefusal = "disabled";

export interface SignInGate {
  /** By issuer and subject, never by e-mail address. */
  findPerson(issuer: string, subject: string): Promise<AdmittedPerson | null>;
  /** Lets the person in, making them known at their first sign-in; they then hold no role. */
  admit(identity: ProvenIdentity): Promise<Result<AdmittedPerson, SignInRefusal>>;
  /** Opens a session and answers when it ends at the latest. */
  openSession(personId: string, tokenHash: string): Promise<Date>;
  /** Ends a session that another one replaces. */
  closeSession(tokenHash: string): Promise<void>;
}
