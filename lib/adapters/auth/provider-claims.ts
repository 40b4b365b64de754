/** What an ID token (or the userinfo answer) says about a person, checked before anything believes it. */
import { z } from "zod";
import type { ProvenIdentity } from "#lib/usecases/people/proven-identity.ts";

/**
 * What people call themselves stands in titles that others approve by, in e-mail and in the log: one line, without
 * characters that hide or reorder what stands beside them.
 */
const text = z
  .string()
  .max(320)
  .transform((name) => name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]+/gu, " ").trim())
  .pipe(z.string().min(1));

const claimsSchema = z.object({
  iss: z.string().min(1).max(2_000),
  sub: z.string().min(1).max(255),
  name: text.nullish().catch(null),
  preferred_username: text.nullish().catch(null),
  email: z.email().max(320).nullish().catch(null),
  /** Some providers write it as text. */
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .nullish()
    .catch(false),
});

/** Throws when the claims are not those of `issuer`: a discovery document may name any issuer it likes. */
export function identityOf(claims: unknown, issuer: string): ProvenIdentity {
  const { iss, sub, name, preferred_username, email, email_verified } = claimsSchema.parse(claims);
  if (iss !== issuer) throw new Error(`The ID token is from ${iss}, and only ${issuer} is trusted.`);
  return {
    issuer: iss,
    subject: sub,
    name: name ?? preferred_username ?? null,
    email: email?.toLowerCase() ?? null,
    emailVerified: email_verified ?? null,
  };
}
