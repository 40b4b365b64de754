/** The product under test, as `playwright.config.ts` started it: where its parts are. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const ports = z.object({ ec2: z.number(), identity: z.number(), mailbox: z.number(), smtp: z.number() });

/** What Playwright's configuration chose for this run. */
function chosen(name: "E2E_PORT" | "E2E_DATA"): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by playwright.config.ts.`);
  return value;
}

/** Where people open Sallyport. */
export const productUrl = (): string => `http://localhost:${chosen("E2E_PORT")}`;

/** A part of the sandbox, on the port it chose for itself. */
export function sandboxUrl(part: "ec2" | "identity" | "mailbox"): string {
  const file = path.join(chosen("E2E_DATA"), "sandbox", "ports.json");
  return `http://127.0.0.1:${ports.parse(JSON.parse(readFileSync(file, "utf8")))[part]}`;
}
