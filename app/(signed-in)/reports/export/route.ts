import { postureFile } from "#lib/server/posture-file.ts";

/** Every number of the report that the page shows, of all its stacks. */
export async function GET(request: Request): Promise<Response> {
  const { format, range, team, stack, at } = Object.fromEntries(new URL(request.url).searchParams);
  const given = Object.entries({ format, range, team, stack, at }).filter(([, value]) => value !== undefined);
  const file = await postureFile(Object.fromEntries(given));
  return (
    file ??
    new Response("There is no such report: csv or json, of a known time, as of a moment.", { status: 400 })
  );
}
