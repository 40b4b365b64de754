import { auditEvents } from "#lib/server/audit-events.ts";

/** The log as it grows. */
export const GET = (request: Request): Promise<Response> => auditEvents(request);
