import { auditExport } from "#lib/server/audit-export.ts";

/** The log, or what the filter leaves of it, in its own order. */
export const GET = (request: Request): Promise<Response> => auditExport(request);
