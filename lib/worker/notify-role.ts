import { createSmtpMailer } from "#lib/adapters/notify/smtp-mailer.ts";
import { createWebhookSender } from "#lib/adapters/notify/webhook-sender.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";
import { warnEndingExceptions } from "#lib/usecases/exception/end-due-exceptions.ts";
import { sendNotices } from "#lib/usecases/notices/send-notices.ts";
import { sendWebhooks } from "#lib/usecases/notices/send-webhooks.ts";
import { warnEnding } from "#lib/usecases/notices/warn-ending.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { WorkerParts } from "./worker-parts.ts";

const LOOK_FOR_MAIL_MS = 1_000;
const LOOK_FOR_HOOKS_MS = 5_000;

type NotifyParts = Pick<WorkerParts, "db" | "environment" | "log">;

/** Sends e-mail, and tells a webhook. It holds no AWS credentials and asks EC2 nothing. */
export const notifyRole = (parts: NotifyParts): Loop[] => [
  startLoop("warnings", LOOK_FOR_MAIL_MS, parts.log, async () => {
    await warnEnding(parts.db);
    await warnEndingExceptions(parts.db);
  }),
  ...webhookLoops(parts),
  ...mailLoops(parts),
];

function mailLoops({ db, environment, log }: NotifyParts): Loop[] {
  const url = environment.SMTP_URL;
  if (url === undefined) {
    log.warn("SMTP_URL names no mail server: nobody gets e-mail");
    return [];
  }
  const mailer = createSmtpMailer(url, environment.MAIL_FROM);
  return [
    startLoop("mail", LOOK_FOR_MAIL_MS, log, async () => {
      const { sent, failed } = await sendNotices(db, mailer, environment.SALLYPORT_URL, (message) =>
        log.error({ message }, "a mail was given up"),
      );
      if (sent + failed > 0) log.info({ sent, failed }, "mail");
    }),
  ];
}

function webhookLoops({ db, environment, log }: NotifyParts): Loop[] {
  const {
    SALLYPORT_WEBHOOK_URL: url,
    SALLYPORT_WEBHOOK_SECRET: secret,
    SALLYPORT_WEBHOOK_PRIVATE_HOSTS: privateHosts,
  } = environment;
  if (url === undefined) return [];
  if (secret === undefined) {
    throw new StartupRefusal(
      "SALLYPORT_WEBHOOK_URL is named without a SALLYPORT_WEBHOOK_SECRET to sign with.",
    );
  }
  const sender = createWebhookSender({ url: new URL(url), secret, privateHosts });
  return [
    startLoop("webhook", LOOK_FOR_HOOKS_MS, log, async () => {
      const { sent, failed } = await sendWebhooks(db, sender, environment.SALLYPORT_URL, (message) =>
        log.error({ message }, "a message to the webhook was given up"),
      );
      if (sent + failed > 0) log.info({ sent, failed }, "webhook");
    }),
  ];
}
