/** What signing in asks of the product. Built by the composition root from use-cases; see `lib/server`. */
import type { Result } from "#lib/core/result.ts";

/** What the identity provider vouches for, about whom. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Null where the provider does not say. */
  readonly emailVerified: boolean | null;
}

export interface KnownPerson {
  readonly personId: string;
  readonly displayName: string;
  readonly email: string;
}

/** Why somebody whom the provider vouches for is not let in. */
export type SignInRefusal = "disabled";

export interface SignInGate {
  /** By issuer and subject, never by e-mail address. */
  findPerson(issuer: string, subject: string): Promise<KnownPerson | null>;
  /** Lets the person in, making them known at their first sign-in; they then hold no role. */
  admit(identity: ProvenIdentity): Promise<Result<KnownPerson, SignInRefusal>>;
  /** Opens a session and answers when it ends at the latest. */
  openSession(personId: string, tokenHash: string): Promise<Date>;
  /** Ends a session that another one replaces. */
  closeSession(tokenHash: string): Promise<void>;
}
