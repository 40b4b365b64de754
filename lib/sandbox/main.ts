/**
 * `npm run sandbox`: the stand-in for the outside world, in one process, on loopback only.
 *
 *   --load FOLDER   recorded describe-* answers instead of the demo estate
 *   --reduced       an EC2-compatible cloud that knows nothing of single rules
 */
import { join, resolve } from "node:path";
import { announceReady, exitWithParent } from "../adapters/system/child-process-protocol.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";

const port = process.env.PORT ?? "3000";
const applicationUrl = process.env.SALLYPORT_URL ?? `http://localhost:${port}`;

let sandbox: Sandbox | undefined;
exitWithParent(async () => {
  await sandbox?.close();
});

try {
  sandbox = await startSandbox({
    dataFolder: resolve(join(process.env.SALLYPORT_DATA ?? "data", "sandbox")),
    applicationOrigins: [new URL(applicationUrl).origin],
    environment: process.env,
  });
  announceReady({
    details: {
      issuer: sandbox.issuer,
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      mailbox: sandbox.mailboxUrl,
      smtp: sandbox.smtpUrl,
      demoModel: sandbox.demoModelPath,
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
