import { consistencyProof } from "#lib/server/audit-proof.ts";

/** That the log begins with what a checkpoint said that somebody kept. */
export const GET = (request: Request): Promise<Response> => consistencyProof(request);
