import { paletteEntries } from "#lib/server/palette.ts";

export async function GET(request: Request): Promise<Response> {
  const found = await paletteEntries(new URL(request.url).searchParams.get("q") ?? "");
  return found === null
    ? Response.json({ problem: "There is nothing here, or nothing for you." }, { status: 404 })
    : Response.json(found, { headers: { "cache-control": "no-store" } });
}
