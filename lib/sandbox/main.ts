/**
 * `npm run sandbox`: the stand-in for the outside world, in one process, on loopback only.
 *
 *   --load FOLDER   recorded describe-* answers instead of the demo estate
 *   --reduced       an EC2-compatible cloud that knows nothing of single rules
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { announceReady, exitWithParent } from "../adapters/system/child-process-protocol.ts";
import { DEMO_PEOPLE } from "./identity/demo-people.ts";
import { PortTaken } from "./kept-ports.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";

const port = process.env.PORT ?? "3000";
const applicationUrl = process.env.SALLYPORT_URL ?? `http://localhost:${port}`;

let sandbox: Sandbox | undefined;
exitWithParent(async () => {
  await sandbox?.close();
});

try {
  const { values } = parseArgs({
    options: { load: { type: "string" }, reduced: { type: "boolean", default: false } },
  });
  sandbox = await startSandbox({
    dataFolder: resolve(join(process.env.SALLYPORT_DATA ?? "data", "sandbox")),
    applicationOrigins: [new URL(applicationUrl).origin],
    environment: process.env,
    reduced: values.reduced,
    recordings: values.load === undefined ? null : resolve(values.load),
  });
  for (const sentence of sandbox.skipped) process.stderr.write(`Left out of the recording: ${sentence}\n`);
  announceReady({
    details: {
      ec2: sandbox.ec2Url,
      issuer: sandbox.issuer,
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      mailbox: sandbox.mailboxUrl,
      smtp: sandbox.smtpUrl,
      demoModel: sandbox.demoModelPath,
      people: DEMO_PEOPLE.map((person) => `${person.name} (${person.title})`).join(", "),
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // 78 tells the supervisor that starting again would change nothing.
  process.exit(error instanceof PortTaken ? 78 : 1);
}
