import { reviewPack } from "#lib/server/review-pack.ts";

interface Context {
  readonly params: Promise<{ readonly number: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { number } = await params;
  const found = await reviewPack(number, new URL(request.url).searchParams.get("part"));
  if (found === null) {
    return new Response("There is nothing here, or nothing for you.\n", {
      status: 404,
      headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
    });
  }
  return new Response(Uint8Array.from(found.body), {
    headers: {
      "cache-control": "no-store",
      "content-type": found.type,
      "content-disposition": `attachment; filename="${found.name}"`,
      "x-content-type-options": "nosniff",
    },
  });
}
