/** Starts every part of the sandbox in this process, and writes down the model that fits it. */
import { join } from "node:path";
import { startEc2Sandbox } from "./ec2/main.ts";
import { demoEstate } from "./estate/demo-estate.ts";
import { demoModel } from "./estate/demo-model.ts";
import { DEMO_PEOPLE } from "./identity/demo-people.ts";
import { startIdentity } from "./identity/start-identity.ts";
import { keepPorts, startOnPort, wantedPorts } from "./kept-ports.ts";
import { startMailbox } from "./mailbox/start-mailbox.ts";
import { writeStateFile } from "./state-file.ts";

export interface SandboxOptions {
  /** Everything the sandbox keeps lives here. */
  readonly dataFolder: string;
  /** Origins at which people open Sallyport: the only ones that may sign people in here. */
  readonly applicationOrigins: readonly string[];
  /** The ports asked for, by variable name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Answer as EC2-compatible clouds do that know nothing of single rules. */
  readonly reduced: boolean;
}

export interface Sandbox {
  /** EC2 and STS. */
  readonly ec2Url: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people read mail. */
  readonly mailboxUrl: string;
  readonly smtpUrl: string;
  /** The path of `demo-model.json`. */
  readonly demoModelPath: string;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataFolder, applicationOrigins } = options;
  const ports = wantedPorts(dataFolder, options.environment);
  const started: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(started.map((part) => part.close()));
  };
  try {
    const ec2 = await startOnPort("ec2", ports.ec2, (port) =>
      startEc2Sandbox({
        estate: demoEstate,
        dataDirectory: join(dataFolder, "ec2"),
        port,
        reduced: options.reduced,
      }),
    );
    started.push(ec2);
    const identity = await startOnPort("identity", ports.identity, (port) =>
      startIdentity({ dataFolder, port, applicationOrigins, people: DEMO_PEOPLE }),
    );
    started.push(identity.server);
    const mailbox = await startOnPort("mailbox", ports.mailbox, (pagePort) =>
      startMailbox({ dataFolder, pagePort, smtpPort: ports.smtp }),
    );
    started.push(mailbox);
    keepPorts(dataFolder, {
      ec2: Number(new URL(ec2.url).port),
      identity: identity.server.port,
      mailbox: mailbox.server.port,
      smtp: mailbox.receiver.port,
    });
    const demoModelPath = join(dataFolder, "demo-model.json");
    writeStateFile(demoModelPath, await demoModel(demoEstate, identity.issuer, new Date(), true));
    return {
      ec2Url: ec2.url,
      issuer: identity.issuer,
      clientId: identity.clientId,
      clientSecret: identity.clientSecret,
      mailboxUrl: mailbox.url,
      smtpUrl: mailbox.smtpUrl,
      demoModelPath,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
