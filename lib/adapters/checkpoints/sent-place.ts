const PATIENCE_MS = 10_000;

/** Sends a note and waits until it was taken; follows no redirect, and tells nothing of what the answer says. */
export async function sendNote(url: URL, method: "PUT" | "POST", headers: HeadersInit, note: string) {
  const response = await fetch(url, {
    method,
    headers,
    body: note,
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url.host} answered ${response.status} to a checkpoint.`);
}
