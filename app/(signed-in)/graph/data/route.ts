import { graphData } from "#lib/server/read-graph.ts";

export async function GET(request: Request): Promise<Response> {
  const found = await graphData(new URL(request.url).searchParams);
  const headers = { "cache-control": "no-store" };
  return found === null
    ? Response.json({ problem: "There is nothing here, or nothing for you." }, { status: 404, headers })
    : Response.json(found, { headers });
}
