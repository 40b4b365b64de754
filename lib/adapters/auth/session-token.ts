/** The secret in the session cookie. The database holds its hash only, so that reading the table signs nobody in. */
import { createHash, randomBytes } from "node:crypto";

export const newSessionToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256, hex: the key of a session's row. */
export const hashSessionToken = (token: string): string => createHash("sha256").update(token).digest("hex");
