import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether a request's `Authorization` carries the token that is configured for whoever follows the log. */
export function carriesLogToken(authorization: string | null, token: string | undefined): boolean {
  const [, given] = /^Bearer (\S+)$/i.exec(authorization ?? "") ?? [];
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token));
}
