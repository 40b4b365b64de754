import { auditProof } from "#lib/server/audit-proof.ts";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** That an entry is in the log that was signed (C2SP tlog-proof). */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const found = await auditProof((await params).id);
  const headers = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };
  if (found === null) {
    return new Response("There is nothing here, nothing for you, or nothing that was signed yet.\n", {
      status: 404,
      headers,
    });
  }
  return new Response(found.text, {
    headers: {
      ...headers,
      "content-disposition": `attachment; filename="${found.name}"`,
      "x-content-type-options": "nosniff",
    },
  });
}
