/** Where a browser may be sent after signing in: an address of this Sallyport, never anybody else's. */

/** Characters that browsers drop or fold before they look at an address. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what an attack is made of
const FOLDED = /[\u0000-\u0020\\\u007f]/;

/**
 * The path (with query and fragment) to return to, for an address that came from outside. Whatever is not plainly
 * a page of `origin` becomes `/`.
 */
export function safeReturnPath(wanted: string | null | undefined, origin: string): string {
  if (wanted === null || wanted === undefined || FOLDED.test(wanted)) return "/";
  if (!wanted.startsWith("/") && !wanted.startsWith(`${origin}/`) && wanted !== origin) return "/";
  const target = URL.parse(wanted, origin);
  if (target === null || target.origin !== origin || target.username !== "" || target.password !== "")
    return "/";
  const path = `${target.pathname}${target.search}${target.hash}`;
  // `//` would be read as another host when it is used as a relative address; the API is no page.
  if (path.startsWith("//") || /^\/(api|sign-in)(\/|\?|#|$)/.test(path)) return "/";
  return path;
}
