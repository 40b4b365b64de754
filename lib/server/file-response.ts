interface Download {
  /** Without its date and ending. */
  readonly name: string;
  readonly ending: string;
  readonly type: string;
  /** Made piece by piece, as it is sent. */
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

/** A file to keep, named by its day. */
export function fileResponse({ name, ending, type, pieces }: Download): Response {
  const iterator =
    Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}-${day}.${ending}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
