import { questionCompletions } from "#lib/server/ask.ts";

export async function GET(request: Request): Promise<Response> {
  const found = await questionCompletions(new URL(request.url).searchParams.get("q") ?? "");
  const headers = { "cache-control": "no-store" };
  return found === null
    ? Response.json({ problem: "There is nothing here, or nothing for you." }, { status: 404, headers })
    : Response.json(found, { headers });
}
