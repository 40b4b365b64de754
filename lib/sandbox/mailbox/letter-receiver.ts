/** The SMTP side of the mailbox: takes every letter, for anybody, and delivers it nowhere. */
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { LetterStore } from "./letter-store.ts";

const LARGEST_LETTER = 1024 * 1024;

export interface LetterReceiver {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens for SMTP on loopback; 0 means any free port. */
export async function startLetterReceiver(port: number, store: LetterStore): Promise<LetterReceiver> {
  const server = new SMTPServer({
    banner: "Sallyport demo mailbox",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: LARGEST_LETTER,
    closeTimeout: 1_000,
    onData(stream, session, done) {
      simpleParser(stream, { skipHtmlToText: true, skipImageLinks: true, skipTextToHtml: true })
        .then((mail) => {
          if (stream.sizeExceeded) {
            throw Object.assign(new Error("A letter of the demo is 1 MiB at most."), { responseCode: 552 });
          }
          store.add({
            receivedAt: new Date().toISOString(),
            to: session.envelope.rcptTo.map((recipient) => recipient.address),
            from: mail.from?.text ?? "",
            subject: mail.subject ?? "(no subject)",
            text: mail.text ?? "(This letter has no plain-text part. HTML is never shown here.)",
          });
          done();
        })
        .catch(done);
    },
  });
  // A client that hangs up in the middle must not end the sandbox.
  server.on("error", (error) => process.stderr.write(`mailbox: ${error.message}\n`));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
