import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);
const seconds = (fewest: number) => z.coerce.number().int().min(fewest);
const fraction = z.coerce.number().min(0).max(86_400);
const httpUrl = z.url({ protocol: /^https?$/ });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);
const workerRole = z.enum(["observe", "apply", "notify"]);

/**
 * Every variable that Sallyport reads, and what it must look like. `.env.example` explains each one; a test
 * compares both. Which process may see which is in `environment.ts`.
 */
export const variables = {
  PORT: port.default(3000),
  BIND_ADDRESS: z.union([z.ipv4(), z.ipv6()]).default("127.0.0.1"),
  SALLYPORT_URL: httpUrl.optional(),
  SALLYPORT_DATA: z.string().min(1).default("data"),
  SALLYPORT_SIGNING_KEY_FILE: z.string().min(1).optional(),
  SALLYPORT_LOG_TOKEN: z.string().min(32).optional(),
  SALLYPORT_CHECKPOINT_SECONDS: seconds(1).default(60),
  SALLYPORT_CHECKPOINT_FILE: z.string().min(1).optional(),
  SALLYPORT_CHECKPOINT_BUCKET: httpUrl.optional(),
  SALLYPORT_CHECKPOINT_BUCKET_REGION: z.string().min(1).default("us-east-1"),
  SALLYPORT_CHECKPOINT_BUCKET_KEY_ID: z.string().min(1).optional(),
  SALLYPORT_CHECKPOINT_BUCKET_SECRET: z.string().min(1).optional(),
  SALLYPORT_CHECKPOINT_WEBHOOK: httpUrl.optional(),
  DATABASE_URL: postgresUrl.optional(),
  WEB_DATABASE_URL: postgresUrl.optional(),
  WORKER_DATABASE_URL: postgresUrl.optional(),
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  SALLYPORT_FIRST_ADMIN: z.string().min(1).max(320).optional(),
  TRUSTED_PROXIES: list.pipe(z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]))).default([]),
  SALLYPORT_AWS: z.enum(["sandbox", "real"]).default("sandbox"),
  SALLYPORT_ACCOUNTS_FILE: z.string().min(1).optional(),
  LOOPBACK_ENDPOINTS: list.pipe(z.array(httpUrl)).default([]),
  OBSERVE_INTERVAL_SECONDS: seconds(10).default(300),
  APPLY_PAUSE_SECONDS: fraction.default(2),
  APPLY_READ_BACK_SECONDS: fraction.default(30),
  APPLY_REQUEST_SECONDS: fraction.default(20),
  SALLYPORT_STANDBY: z.enum(["asynchronous", "synchronous"]).default("asynchronous"),
  APPLY_LEASE_SECONDS: fraction.default(30),
  APPLY_REQUEST_LIFE_SECONDS: fraction.default(900),
  SALLYPORT_FAIL_POINT: z
    .string()
    .regex(/^[a-z-]+:\d+(:stop)?$/)
    .optional(),
  WORKER_ROLES: list.pipe(z.array(workerRole).min(1)).default(["observe", "apply", "notify"]),
  SALLYPORT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  SALLYPORT_WEBHOOK_SECRET: z.string().min(24).optional(),
  SALLYPORT_WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((host) => host.trim().toLowerCase() || [])),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default("Sallyport <sallyport@localhost>"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  SANDBOX_EC2_URL: httpUrl.optional(),
  SANDBOX_MAILBOX_URL: httpUrl.optional(),
  SANDBOX_ISSUER: httpUrl.optional(),
  SANDBOX_EC2_PORT: port.optional(),
  SANDBOX_IDENTITY_PORT: port.optional(),
  SANDBOX_MAILBOX_PORT: port.optional(),
  SANDBOX_SMTP_PORT: port.optional(),
} as const;

export type VariableName = keyof typeof variables;
