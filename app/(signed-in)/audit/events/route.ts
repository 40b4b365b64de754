import { auditEvents } from "#lib/server/audit-events.ts";
import { logReader } from "#lib/server/log-reader.ts";

/** The log as it grows. */
export const GET = async (request: Request): Promise<Response> =>
  auditEvents(request, await logReader(request));
