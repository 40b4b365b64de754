import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { AccountAccess, CredentialChoice } from "./account-access.ts";

const credentialsSchema = z.strictObject({
  /** A named profile of the worker's AWS configuration, or the role of the instance it runs on. */
  from: z.union([z.strictObject({ profile: z.string().min(1) }), z.literal("instance-role")]),
  assumeRole: z
    .strictObject({
      arn: z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/),
      externalId: z.string().min(2).optional(),
    })
    .optional(),
});

const accountSchema = z.strictObject({
  id: z.string().regex(/^\d{12}$/, "an account id has 12 digits; quote it, or YAML reads a number"),
  name: z.string().min(1),
  regions: z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1),
  /** For EC2-compatible clouds; AWS's own endpoints when absent. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  stsEndpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Where an endpoint of one's own has Service Quotas too; without it, limits are assumed there. */
  quotasEndpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Where an endpoint of one's own has CloudTrail too. */
  trailEndpoint: z.url({ protocol: /^https?$/ }).optional(),
  read: credentialsSchema,
  write: credentialsSchema,
});

const fileSchema = z.strictObject({ accounts: z.array(accountSchema).min(1) });

export interface ConfiguredAccount {
  readonly name: string;
  readonly regions: readonly string[];
  readonly access: AccountAccess;
}

const choiceOf = (given: z.output<typeof credentialsSchema>): CredentialChoice => ({
  base:
    given.from === "instance-role"
      ? { kind: "instance-role" }
      : { kind: "profile", profile: given.from.profile },
  assumeRole: given.assumeRole
    ? { roleArn: given.assumeRole.arn, externalId: given.assumeRole.externalId ?? null }
    : null,
});

/** Parses an accounts file (YAML). The problem is a sentence that names the place; it quotes no value. */
export function parseAccounts(text: string): Result<readonly ConfiguredAccount[], string> {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    return fail(`The accounts file is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success) {
    return fail(`The accounts file does not fit: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  }
  const { accounts } = parsed.data;
  const twice = accounts.find((account, at) => accounts.findIndex((other) => other.id === account.id) !== at);
  if (twice !== undefined) return fail("The accounts file names an account twice.");
  return succeed(
    accounts.map((account) => ({
      name: account.name,
      regions: [...new Set(account.regions)],
      access: {
        accountId: account.id,
        ec2Endpoint: account.endpoint ?? null,
        stsEndpoint: account.stsEndpoint ?? null,
        quotasEndpoint: account.quotasEndpoint ?? (account.endpoint === undefined ? null : "none"),
        trailEndpoint: account.trailEndpoint ?? (account.endpoint === undefined ? null : "none"),
        credentials: { read: choiceOf(account.read), write: choiceOf(account.write) },
      },
    })),
  );
}

export function readAccountsFile(path: string): Result<readonly ConfiguredAccount[], string> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return fail("SALLYPORT_ACCOUNTS_FILE names a file that cannot be read.");
  }
  return parseAccounts(text);
}
