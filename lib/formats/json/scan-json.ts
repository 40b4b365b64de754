/**
 * Walks JSON text without building values: where documents end, where a mistake is, at which place each value begins.
 * JSON.parse tells none of it the same way on every Node. Keeps its own stack, so depth costs no call stack.
 */

/** From the root: `["SecurityGroups", 3, "IpPermissions", 0]`. Valid only during the call; copy it to keep it. */
export type JsonPath = readonly (string | number)[];

/** Told of every object and array, at the offset of its bracket. */
export type OnContainer = (path: JsonPath, offset: number) => void;

export type JsonScan =
  | { readonly ok: true; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly reason: string };

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first offset at or after `from` that holds no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at += 1;
  }
}

const matchEnd = (pattern: RegExp, text: string, at: number): number | null => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
};

const wrong = (at: number, reason: string): JsonScan => ({ ok: false, at, reason });

/** `at` is the opening quote; `end` follows the closing one. */
function scanString(text: string, at: number): JsonScan {
  for (let here = at + 1; here < text.length; ) {
    const code = text.charCodeAt(here);
    if (code === 34) return { ok: true, end: here + 1 };
    if (code < 32) return wrong(here, "A text must not break off at the end of a line.");
    if (code !== 92) here += 1;
    else {
      const end = matchEnd(ESCAPE, text, here);
      if (end === null) return wrong(here, "No such escape in a JSON text.");
      here = end;
    }
  }
  return wrong(text.length, "The text ends in the middle of a JSON string.");
}

const unexpected = (text: string, at: number, wanted: string): JsonScan =>
  at >= text.length
    ? wrong(at, `The text ends where ${wanted} should be.`)
    : wrong(at, `Here should be ${wanted}.`);

/** One document from `start` on. `end` is the offset after it. */
export function scanJson(text: string, start: number, onContainer: OnContainer = () => {}): JsonScan {
  const path: (string | number)[] = [];
  const closers: string[] = [];
  let at = start;
  let wants: "value" | "first" | "key" | "next" = "value";
  for (;;) {
    at = skipSpace(text, at);
    const sign = text[at] ?? "";
    if (wants === "first" && sign === closers.at(-1)) wants = "next";
    if (wants === "first") {
      wants = closers.at(-1) === "]" ? "value" : "key";
      path.push(wants === "value" ? 0 : "");
    } else if (wants === "key") {
      if (sign !== '"') return unexpected(text, at, "a name in double quotes");
      const name = scanString(text, at);
      if (!name.ok) return name;
      path[path.length - 1] = JSON.parse(text.slice(at, name.end));
      at = skipSpace(text, name.end);
      if (text[at] !== ":") return unexpected(text, at, "a colon");
      at += 1;
      wants = "value";
    } else if (wants === "value") {
      if (sign === "{" || sign === "[") {
        onContainer(path, at);
        closers.push(sign === "{" ? "}" : "]");
        at += 1;
        wants = "first";
        continue;
      }
      const scan = sign === '"' ? scanString(text, at) : null;
      if (scan?.ok === false) return scan;
      const end = scan?.end ?? matchEnd(LITERAL, text, at);
      if (end === null) return unexpected(text, at, "a value");
      at = end;
      wants = "next";
      if (closers.length === 0) return { ok: true, end: at };
    } else if (sign === closers.at(-1)) {
      closers.pop();
      if (path.length > closers.length) path.pop();
      at += 1;
      if (closers.length === 0) return { ok: true, end: at };
    } else if (sign === ",") {
      const last = path.at(-1);
      if (typeof last === "number") path[path.length - 1] = last + 1;
      wants = closers.at(-1) === "]" ? "value" : "key";
      at += 1;
    } else return unexpected(text, at, `a comma or ${closers.at(-1) ?? "the end"}`);
  }
}
