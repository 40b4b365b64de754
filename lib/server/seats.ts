/** Bodies that may be read by so many at a time: each holds a seat while it is read, and none before or after. */
type Pieces = (over: AbortSignal) => AsyncGenerator<string>;

interface Seats {
  readonly areTaken: () => boolean;
  /** A body made of pieces as they are read. It is over when `gone` says that nobody reads it any more. */
  readonly body: (pieces: Pieces, gone: AbortSignal) => ReadableStream<Uint8Array>;
}

/** `longestMs` after its first read a body is over, even one whose reader takes nothing more and never goes. */
export function seatsFor(most: number, longestMs: number): Seats {
  let taken = 0;
  const areTaken = () => taken >= most;

  // Next reads no body that it answers HEAD with, or somebody who has gone, and cancels none: so a seat is taken here,
  // by the first read, and not by whoever makes the body.
  async function* seated(pieces: Pieces, over: AbortController): AsyncGenerator<string> {
    if (areTaken() || over.signal.aborted) return;
    taken += 1;
    const deadline = setTimeout(() => over.abort(), longestMs);
    try {
      yield* pieces(over.signal);
    } finally {
      clearTimeout(deadline);
      taken -= 1;
    }
  }

  const body = (pieces: Pieces, gone: AbortSignal): ReadableStream<Uint8Array> => {
    const over = new AbortController();
    const end = () => over.abort();
    const iterator = seated(pieces, over);
    // Wherever it waits, for the next read too, it goes to its `finally`.
    over.signal.addEventListener("abort", () => void iterator.return(undefined));
    if (gone.aborted) end();
    else gone.addEventListener("abort", end, { once: true });
    const encoder = new TextEncoder();
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const next = await iterator.next();
          if (next.done === true) controller.close();
          else controller.enqueue(encoder.encode(next.value));
        },
        cancel: end,
      },
      // Else the stream itself reads the first piece at once.
      { highWaterMark: 0 },
    );
  };
  return { areTaken, body };
}
