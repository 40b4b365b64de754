import { auditExport } from "#lib/server/audit-export.ts";
import { logReader } from "#lib/server/log-reader.ts";

/** The log, or what the filter leaves of it, in its own order. */
export const GET = async (request: Request): Promise<Response> =>
  auditExport(request, await logReader(request));
