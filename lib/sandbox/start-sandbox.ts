/** Starts every part of the sandbox in this process, and writes down the model that fits it. */

import { createHash } from "node:crypto";
import { join } from "node:path";
import type { EstateInput } from "./ec2/estate.ts";
import { loadRecordedEstate } from "./ec2/load-recorded.ts";
import { startEc2Sandbox } from "./ec2/main.ts";
import { recordedAccess } from "./estate/demo-access.ts";
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
  /** A folder of recorded describe-* answers to show instead of the demo estate; null for the demo estate. */
  readonly recordings: string | null;
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
  /** What of a recording could not be shown, one sentence each. */
  readonly skipped: readonly string[];
  close(): Promise<void>;
}

interface World {
  readonly estate: EstateInput;
  /** Where EC2 keeps the state that began as this estate. */
  readonly stateFolder: string;
  /** What of a recording could not be shown, one sentence each. */
  readonly skipped: readonly string[];
}

async function chooseWorld(dataFolder: string, recordings: string | null): Promise<World> {
  if (recordings === null) return { estate: demoEstate, stateFolder: join(dataFolder, "ec2"), skipped: [] };
  const name = createHash("sha256").update(recordings).digest("hex").slice(0, 12);
  const loaded = await loadRecordedEstate(recordings, recordedAccess());
  return { ...loaded, stateFolder: join(dataFolder, `ec2-${name}`) };
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataFolder, applicationOrigins } = options;
  const world = await chooseWorld(dataFolder, options.recordings);
  const ports = wantedPorts(dataFolder, options.environment);
  const started: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(started.map((part) => part.close()));
  };
  try {
    const ec2 = await startOnPort("ec2", ports.ec2, (port) =>
      startEc2Sandbox({
        estate: world.estate,
        dataDirectory: world.stateFolder,
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
    writeStateFile(
      demoModelPath,
      await demoModel(world.estate, identity.issuer, new Date(), options.recordings === null),
    );
    return {
      ec2Url: ec2.url,
      issuer: identity.issuer,
      clientId: identity.clientId,
      clientSecret: identity.clientSecret,
      mailboxUrl: mailbox.url,
      smtpUrl: mailbox.smtpUrl,
      demoModelPath,
      skipped: world.skipped,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
