/**
 * next-auth's view of our people and sessions. Narrow on purpose: it never makes a person, never links an identity
 * to one (`SignInGate.admit` alone does, by issuer and subject), and never continues an earlier session. A browser
 * that is signed in as one person and signs in as another gets a new session, not a link between the two.
 */
import type { Adapter, AdapterUser } from "next-auth/adapters";
import type { AdmittedPerson } from "#lib/usecases/people/proven-identity.ts";
import { hashSessionToken } from "./session-token.ts";
import type { SignInGate } from "./sign-in-gate.ts";

const asUser = (person: AdmittedPerson): AdapterUser => ({
  id: person.personId,
  name: person.displayName,
  email: person.email,
  emailVerified: null,
});

const never = async (): Promise<never> => {
  throw new Error("People are admitted before next-auth looks for them, and are never linked by it.");
};

export function authAdapter(gate: SignInGate, issuer: string): Adapter {
  return {
    async getUserByAccount({ providerAccountId }) {
      const person = await gate.findPerson(issuer, providerAccountId);
      return person === null ? null : asUser(person);
    },
    async createSession({ sessionToken, userId }) {
      const expires = await gate.openSession(userId, hashSessionToken(sessionToken));
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async () => null,
    createUser: never,
    linkAccount: never,
    getUser: never,
    getUserByEmail: never,
    updateUser: never,
    updateSession: never,
    deleteSession: never,
  };
}
