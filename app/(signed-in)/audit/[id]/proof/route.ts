import { entryProof } from "#lib/server/audit-proof.ts";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** That an entry is in the log that was signed. */
export const GET = async (_: Request, { params }: Context): Promise<Response> =>
  entryProof((await params).id);
