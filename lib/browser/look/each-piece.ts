/** Calls `take` with each piece of a blob; several a second of a fast disk. */
export async function eachPiece(content: Blob, take: (bytes: Uint8Array) => void): Promise<void> {
  const reader = content.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) take(piece.value);
}
