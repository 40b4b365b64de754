import path from "node:path";
import type { Environment } from "#lib/adapters/system/environment.ts";
import type { OpenDatabase } from "./database.ts";
import type { SandboxDetails } from "./processes.ts";

interface WhatRuns {
  readonly publicUrl: string;
  readonly sandbox: SandboxDetails | undefined;
  readonly dataFolder: string;
  readonly environment: Environment<"start">;
  readonly database: OpenDatabase;
}

/** A few lines for whoever typed `npm start`: what runs where, who may sign in, where to go. */
export function sayWhatRuns({ publicUrl, sandbox, dataFolder, environment, database }: WhatRuns): void {
  const lines = [
    "",
    `Sallyport is at ${publicUrl}`,
    "",
    `  database  ${database.where}`,
    `  worker    ${environment.WORKER_ROLES.join(", ")}`,
    ...(sandbox === undefined
      ? [`  AWS       real accounts from ${environment.SALLYPORT_ACCOUNTS_FILE}`]
      : [
          `  sandbox   EC2 at ${sandbox.ec2}, sign-in at ${sandbox.issuer}`,
          `  mailbox   ${sandbox.mailbox}`,
          ...(sandbox.people ? ["", `  Demo people, one click each: ${sandbox.people}`] : []),
        ]),
    `  logs      ${path.join(dataFolder, "logs")}`,
    "",
    "Ctrl-C stops all of it.",
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
