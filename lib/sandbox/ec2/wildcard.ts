/** `*` is any run, `?` any one character; a backslash takes the next character as it stands. Case counts. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const tokens = [...pattern.matchAll(/\\(.)|([\s\S])/gu)].map(([, escaped, plain]) =>
    escaped !== undefined
      ? { literal: escaped }
      : plain === "*" || plain === "?"
        ? { wild: plain }
        : { literal: plain },
  );
  // Greedy with one remembered star: linear in practice, never exponential.
  const characters = [...text];
  let token = 0;
  let position = 0;
  let star = -1;
  let starPosition = 0;
  while (position < characters.length) {
    const current = tokens[token];
    if (current?.wild === "*") {
      star = token++;
      starPosition = position;
    } else if (current !== undefined && (current.wild === "?" || current.literal === characters[position])) {
      token++;
      position++;
    } else if (star >= 0) {
      token = star + 1;
      position = ++starPosition;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every(({ wild }) => wild === "*");
}
