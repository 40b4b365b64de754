/** An answer that is no part of the log. */
export const notTheLog = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
  });

export const nothingForYou = (): Response => notTheLog(404, "There is nothing here, or nothing for you.");
