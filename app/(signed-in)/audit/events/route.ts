import { auditEvents, auditEventsHead } from "#lib/server/audit-events.ts";
import { logReader } from "#lib/server/log-reader.ts";

/** The log as it grows. */
export const GET = async (request: Request): Promise<Response> =>
  auditEvents(request, await logReader(request));

/** Without this, Next asks GET and drops its body unread. */
export const HEAD = async (request: Request): Promise<Response> =>
  auditEventsHead(request, await logReader(request));
