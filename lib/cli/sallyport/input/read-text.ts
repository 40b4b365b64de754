/** Files and standard input as text, with the sentence for whatever may be wrong with them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import type { InputProblem } from "./input-problem.ts";

export interface InputText {
  /** As it was named; a file of a directory with the directory's name before it. */
  readonly file: string;
  readonly text: string;
  /** Found in a directory, not named itself: what is of no use there is passed over. */
  readonly found: boolean;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file or directory.",
  EACCES: "It may not be read by you.",
  EPERM: "It may not be read by you.",
  ERR_STRING_TOO_LONG: "It is too large to be read in one piece (about 512 MB); read fewer VPCs at a time.",
  ERR_FS_FILE_TOO_LARGE: "It is too large to be read in one piece; read fewer VPCs at a time.",
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

const attempt = <Value>(file: string, read: () => Value): Result<Value, InputProblem> => {
  try {
    return succeed(read());
  } catch (error) {
    const code = codeOf(error);
    if (code === "") throw error;
    return fail({ file, place: null, reason: REASONS[code] ?? `It could not be read (${code}).` });
  }
};

/** By its byte order mark: PowerShell writes UTF-16 where other shells write UTF-8. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString("utf8", isMarked ? 3 : 0);
}

const readFile = (file: string, found: boolean): Result<InputText, InputProblem> =>
  attempt(file, () => ({ file, text: decode(readFileSync(file)), found }));

/** One file, or the files of a directory (not of those below it) whose names end as asked, by name. */
export function readTexts(
  name: string,
  endings: readonly string[],
): Result<readonly InputText[], InputProblem> {
  const isDirectory = attempt(name, () => statSync(name).isDirectory());
  if (!isDirectory.ok) return isDirectory;
  if (!isDirectory.value) {
    const file = readFile(name, false);
    return file.ok ? succeed([file.value]) : file;
  }
  const names = attempt(name, () => readdirSync(name));
  if (!names.ok) return names;
  const wanted = names.value.filter((each) => endings.includes(path.extname(each).toLowerCase())).sort();
  if (wanted.length === 0)
    return fail({ file: name, place: null, reason: `No file in it ends in ${endings.join(" or ")}.` });
  const texts: InputText[] = [];
  for (const each of wanted) {
    const file = readFile(path.join(name, each), true);
    if (!file.ok) return file;
    texts.push(file.value);
  }
  return succeed(texts);
}
