import { z } from "zod";
import { type VariableName, variables } from "./environment-variables.ts";
import { StartupRefusal } from "./startup-refusal.ts";

/** Which process may see which variables; `required` ones must be there when it runs alone too. */
const readers = {
  start: {
    required: [],
    optional: Object.keys(variables) as VariableName[],
  },
  web: {
    required: ["WEB_DATABASE_URL", "NEXTAUTH_SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
    optional: [
      "PORT",
      "BIND_ADDRESS",
      "SALLYPORT_URL",
      "SALLYPORT_FIRST_ADMIN",
      "TRUSTED_PROXIES",
      "SALLYPORT_LOG_TOKEN",
      "SALLYPORT_AWS",
      "LOG_LEVEL",
      "SANDBOX_ISSUER",
      "SANDBOX_MAILBOX_URL",
    ],
  },
  worker: {
    required: ["WORKER_DATABASE_URL"],
    optional: [
      "SALLYPORT_URL",
      "SALLYPORT_DATA",
      "SALLYPORT_SIGNING_KEY_FILE",
      "SALLYPORT_CHECKPOINT_SECONDS",
      "SALLYPORT_CHECKPOINT_FILE",
      "SALLYPORT_CHECKPOINT_BUCKET",
      "SALLYPORT_CHECKPOINT_BUCKET_REGION",
      "SALLYPORT_CHECKPOINT_BUCKET_KEY_ID",
      "SALLYPORT_CHECKPOINT_BUCKET_SECRET",
      "SALLYPORT_CHECKPOINT_WEBHOOK",
      "SALLYPORT_AWS",
      "SALLYPORT_ACCOUNTS_FILE",
      "LOOPBACK_ENDPOINTS",
      "OIDC_ISSUER",
      "OBSERVE_INTERVAL_SECONDS",
      "SALLYPORT_STANDBY",
      "APPLY_PAUSE_SECONDS",
      "APPLY_READ_BACK_SECONDS",
      "APPLY_REQUEST_SECONDS",
      "APPLY_LEASE_SECONDS",
      "APPLY_REQUEST_LIFE_SECONDS",
      "SALLYPORT_FAIL_POINT",
      "WORKER_ROLES",
      "SALLYPORT_WEBHOOK_URL",
      "SALLYPORT_WEBHOOK_SECRET",
      "SALLYPORT_WEBHOOK_PRIVATE_HOSTS",
      "SMTP_URL",
      "MAIL_FROM",
      "LOG_LEVEL",
      "SANDBOX_EC2_URL",
      "SANDBOX_ISSUER",
    ],
  },
  sweep: {
    required: [],
    optional: [
      "SALLYPORT_AWS",
      "SALLYPORT_ACCOUNTS_FILE",
      "LOOPBACK_ENDPOINTS",
      "OIDC_ISSUER",
      "SANDBOX_EC2_URL",
      "SANDBOX_ISSUER",
    ],
  },
  sandbox: {
    required: [],
    optional: [
      "SALLYPORT_DATA",
      "SALLYPORT_URL",
      "PORT",
      "LOG_LEVEL",
      "SANDBOX_EC2_PORT",
      "SANDBOX_IDENTITY_PORT",
      "SANDBOX_MAILBOX_PORT",
      "SANDBOX_SMTP_PORT",
    ],
  },
  owner: {
    required: ["DATABASE_URL"],
    optional: ["WEB_DATABASE_URL", "WORKER_DATABASE_URL", "SALLYPORT_DATA"],
  },
  operator: {
    required: [],
    optional: ["DATABASE_URL", "SALLYPORT_DATA", "SALLYPORT_CHECKPOINT_FILE"],
  },
} as const satisfies Record<string, { required: readonly VariableName[]; optional: readonly VariableName[] }>;

/** The programs that read an environment. `owner` stands for migrate; `operator` for backup, restore and the like. */
export type Program = keyof typeof readers;

type Output<Name extends VariableName> = z.output<(typeof variables)[Name]>;

/** What a program gets of its environment: every variable it may see, parsed. */
export type Environment<Of extends Program> = {
  readonly [Name in (typeof readers)[Of]["required"][number]]: NonNullable<Output<Name>>;
} & {
  readonly [Name in (typeof readers)[Of]["optional"][number]]: Output<Name>;
};

/** The names `program` may see. */
export function variablesOf(program: Program): readonly VariableName[] {
  return [...readers[program].required, ...readers[program].optional];
}

/**
 * Parses what `program` needs of `source`. Throws a `StartupRefusal` that names every variable that is missing
 * or wrong; it never quotes a value, which may be a secret. An empty value counts as missing.
 */
export function readEnvironment<Of extends Program>(
  program: Of,
  source: Readonly<Record<string, string | undefined>>,
): Environment<Of> {
  const required: readonly VariableName[] = readers[program].required;
  const problems = unknownNames(source);
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of variablesOf(program)) {
    const given = source[name] === "" ? undefined : source[name];
    if (given === undefined && required.includes(name)) {
      problems.push(`${name} is missing`);
      continue;
    }
    const parsed = variables[name].safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push(`${name} is wrong (${z.prettifyError(parsed.error).replace(/^✖ /, "").split("\n")[0]})`);
  }
  if (problems.length > 0) {
    throw new StartupRefusal(`The environment does not fit: ${problems.join("; ")}. See .env.example.`);
  }
  // Every name of the program was parsed by its own schema just above.
  return values as Environment<Of>;
}

/** A misspelt name would be ignored in silence; those that carry our prefix can be recognised. */
function unknownNames(source: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(source)
    .filter((name) => name.startsWith("SALLYPORT_") && !(name in variables))
    .map((name) => `${name} is no variable of Sallyport`);
}
