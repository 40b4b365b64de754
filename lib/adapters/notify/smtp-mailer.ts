import { createTransport } from "nodemailer";
import type { Mailer } from "#lib/usecases/notices/send-notices.ts";

/** Sends through the mail server that an `smtp:` or `smtps:` URL names. `from` is the sender of every message. */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // A message is text of ours with names of others in it: nothing in it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to: { name: to.name, address: to.address }, subject, text });
    },
    close: () => transport.close(),
  };
}
