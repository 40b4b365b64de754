import { describe, expect, it } from "vitest";
import { identityOf } from "./provider-claims.ts";

const ISSUER = "https://identity.example";
const claims = (over: object) => ({ iss: ISSUER, sub: "mara", ...over });

describe("a person's name", () => {
  it.each([
    ["Mara Haddad", "Mara Haddad"],
    ["  Mara\tHaddad ", "Mara Haddad"],
    ["Mara\r\nBcc: all@tidewater.example", "Mara Bcc: all@tidewater.example"],
    ["Mara\u202e daddaH", "Mara daddaH"],
    ["Ma\u200bra\u2028\u2029Haddad", "Ma ra Haddad"],
    ["\u{e0041}Mara", "Mara"],
  ])("is one line that hides nothing (%j)", (name, kept) => {
    expect(identityOf(claims({ name }), ISSUER).name).toBe(kept);
  });

  it("is the next best where nothing of it can be seen", () => {
    const none = { name: "\u200b\u202e", preferred_username: "mara.haddad" };
    expect(identityOf(claims(none), ISSUER).name).toBe("mara.haddad");
    expect(identityOf(claims({ name: "\n" }), ISSUER).name).toBeNull();
  });
});

describe("an issuer", () => {
  it("is the pinned one, to the letter", () => {
    expect(() => identityOf({ iss: `${ISSUER}/`, sub: "mara" }, ISSUER)).toThrow(/only/);
    expect(() => identityOf({ sub: "mara" }, ISSUER)).toThrow();
  });
});
