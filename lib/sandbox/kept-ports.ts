/**
 * Which port each part of the sandbox listens on: the one the environment names, else the one it had last time,
 * else any free one. Addresses must not move between starts: the issuer is part of who a person is.
 */
import { join } from "node:path";
import { readStateFile, writeStateFile } from "./state-file.ts";

export const SANDBOX_PARTS = ["ec2", "identity", "mailbox", "smtp"] as const;
export type SandboxPart = (typeof SANDBOX_PARTS)[number];
export type Ports = Readonly<Record<SandboxPart, number>>;

const VARIABLES: Readonly<Record<SandboxPart, string>> = {
  ec2: "SANDBOX_EC2_PORT",
  identity: "SANDBOX_IDENTITY_PORT",
  mailbox: "SANDBOX_MAILBOX_PORT",
  smtp: "SANDBOX_SMTP_PORT",
};

const portsFile = (dataFolder: string): string => join(dataFolder, "ports.json");

const asPort = (value: unknown): number | undefined => {
  const port = Number(value);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
};

/** The ports to try; 0 means any free one. */
export function wantedPorts(
  dataFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Ports {
  const kept = readStateFile(portsFile(dataFolder));
  const remembered = typeof kept === "object" && kept !== null ? new Map(Object.entries(kept)) : new Map();
  const wanted = (part: SandboxPart): number =>
    asPort(environment[VARIABLES[part]]) ?? asPort(remembered.get(part)) ?? 0;
  return {
    ec2: wanted("ec2"),
    identity: wanted("identity"),
    mailbox: wanted("mailbox"),
    smtp: wanted("smtp"),
  };
}

export function keepPorts(dataFolder: string, ports: Ports): void {
  writeStateFile(portsFile(dataFolder), ports);
}

/** Somebody else holds the port, for longer than a process that is ending would. */
export class PortTaken extends Error {}

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";

const PATIENCE_MS = 4_000;
const PAUSE_MS = 100;

/**
 * Starts a part on its port. A port still held by a process that is just ending is waited for; one held for longer
 * is an error with a sentence that says what to do.
 */
export async function startOnPort<Started>(
  part: SandboxPart,
  port: number,
  start: (port: number) => Promise<Started>,
): Promise<Started> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await start(port);
    } catch (error) {
      if (!isPortTaken(error)) throw error;
      if (Date.now() > until) {
        throw new PortTaken(
          `The sandbox's ${part} port ${port} is taken by another program: stop that one, or set ${VARIABLES[part]}.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
