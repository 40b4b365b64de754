import { createSmtpMailer } from "#lib/adapters/notify/smtp-mailer.ts";
import { warnEndingExceptions } from "#lib/usecases/exception/end-due-exceptions.ts";
import { sendNotices } from "#lib/usecases/notices/send-notices.ts";
import { warnEnding } from "#lib/usecases/notices/warn-ending.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

const LOOK_FOR_MAIL_MS = 1_000;

/** Sends e-mail. It holds no AWS credentials and asks EC2 nothing. */
export function notifyRole({
  db,
  environment,
  log,
}: Pick<WorkerParts, "db" | "environment" | "log">): Loop[] {
  const url = environment.SMTP_URL;
  if (url === undefined) {
    log.warn("SMTP_URL names no mail server: nobody gets e-mail");
    return [];
  }
  const mailer = createSmtpMailer(url, environment.MAIL_FROM);
  return [
    startLoop("mail", LOOK_FOR_MAIL_MS, log, async () => {
      await warnEnding(db);
      await warnEndingExceptions(db);
      const { sent, failed } = await sendNotices(db, mailer, environment.SALLYPORT_URL);
      if (sent + failed > 0) log.info({ sent, failed }, "mail");
    }),
  ];
}
