/**
 * A form's own fields as text; what Next adds for itself starts with `$ACTION`. Browsers send every line end of a text as
 * two characters: it is one again, so that a text which nobody touched is the text that was served.
 */
export function formTexts(data: FormData): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of data) {
    if (typeof value === "string" && !name.startsWith("$ACTION"))
      texts[name] = value.replaceAll("\r\n", "\n");
  }
  return texts;
}
