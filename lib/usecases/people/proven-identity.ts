/** What an identity provider vouches for. A person is found by issuer and subject, never by e-mail address. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Null where the provider does not say. */
  readonly emailVerified: boolean | null;
}

export interface AdmittedPerson {
  readonly personId: string;
  readonly displayName: string;
  readonly email: string;
}
