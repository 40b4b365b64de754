import { graphExport } from "#lib/server/export-graph.ts";

export async function GET(request: Request): Promise<Response> {
  const file = await graphExport(new URL(request.url).searchParams);
  const headers = { "cache-control": "no-store" };
  if (file === null)
    return Response.json({ problem: "There is nothing here, or nothing for you." }, { status: 404, headers });
  return new Response(file.text, {
    headers: {
      ...headers,
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
    },
  });
}
