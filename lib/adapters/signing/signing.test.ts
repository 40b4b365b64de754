import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generateSigner, readSigner, readVerifier } from "./ed25519-key.ts";
import { keptSigningKey } from "./kept-signing-key.ts";
import { signNote, verifyNote } from "./sign-note.ts";

/** The example of https://pkg.go.dev/golang.org/x/mod/sumdb/note: another implementation's key, text and signature. */
const GO = {
  secret: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
  verifier: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};

/** The example of https://c2sp.org/signed-note. */
const C2SP = {
  verifier: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
  text: "This is an example message.\n",
  signature:
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
};

describe("signed notes", () => {
  it("are what their specification shows", () => {
    const verifier = readVerifier(C2SP.verifier);
    if (verifier === null) throw new Error("The verifier cannot be read.");
    const note = `${C2SP.text}\n${C2SP.signature}`;
    expect(verifyNote(note, verifier)).toEqual({ verdict: "signed", text: C2SP.text });
    // Whoever else signed it, with whatever, changes nothing.
    const cosigned = `${note}— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJ\n`;
    expect(verifyNote(cosigned, verifier)).toEqual({ verdict: "signed", text: C2SP.text });
    expect(verifyNote(note.replace("example message", "exemplary message"), verifier)).toMatchObject({
      verdict: "forged",
    });
  });

  it("are what Go's implementation makes: its key, its text, its signature", () => {
    const signer = readSigner(GO.secret);
    if (signer === null) throw new Error("The key cannot be read.");
    expect(signer.verifier.text).toBe(GO.verifier);
    expect(signer.secret).toBe(GO.secret);
    expect(signNote(GO.text, signer)).toBe(`${GO.text}\n${GO.signature}`);
  });

  it("hold for the key that signed them, and for no other", () => {
    const [one, other] = [generateSigner("sallyport.example/sallyport"), generateSigner("other")];
    const note = signNote(GO.text, one);
    const verifier = readVerifier(one.verifier.text);
    if (verifier === null) throw new Error("The verifier cannot be read.");
    expect(verifyNote(note, verifier)).toEqual({ verdict: "signed", text: GO.text });
    expect(verifyNote(note, other.verifier)).toMatchObject({ verdict: "other-key" });
    expect(verifyNote(note.replace("answer", "Answer"), verifier)).toMatchObject({ verdict: "forged" });
    expect(verifyNote(note.replace("\n\n", "\n"), verifier)).toEqual({ verdict: "no-note" });
    expect(verifyNote(`${note}— x y\n`, verifier)).toEqual({ verdict: "no-note" });
    const twin = generateSigner(one.verifier.name);
    expect(verifyNote(note, twin.verifier)).toMatchObject({ verdict: "other-key" });
  });

  it("take no text that is not plain lines, and no key that is not its own", () => {
    const signer = generateSigner("a");
    for (const text of ["no end", "a\u0000\n", "a\rb\n"]) expect(() => signNote(text, signer)).toThrow();
    expect(readVerifier(GO.verifier.replace("c74f20a3", "c74f20a4"))).toBeNull();
    expect(readVerifier(GO.verifier.replace("Peter", "Petra"))).toBeNull();
    expect(readSigner(GO.secret.replace("AYEK", "AYEL"))).toBeNull();
    expect(() => generateSigner("two words")).toThrow();
    expect(() => generateSigner("a+b")).toThrow();
  });
});

describe("the worker's key", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-key-"));
  const file = path.join(folder, "signing-key");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is made once, for its owner alone, and refused when others may read it, or it is no key", () => {
    expect(() => keptSigningKey(file, "here", false)).toThrow("There is no signing key");
    const made = keptSigningKey(file, "here", true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(keptSigningKey(file, "elsewhere", true).verifier.text).toBe(made.verifier.text);
    chmodSync(file, 0o640);
    expect(() => keptSigningKey(file, "here", true)).toThrow("Others than its owner");
    chmodSync(file, 0o600);
    writeFileSync(file, "nonsense");
    expect(() => keptSigningKey(file, "here", true)).toThrow("holds no signing key");
  });
});
