/** What the name of a given file says it is. */
export const isZip = (name: string): boolean => /\.zip$/i.test(name);

/** Not what macOS puts beside each file. */
export const isJsonName = (name: string): boolean =>
  /\.json$/i.test(name) && !/(?:^|\/)(?:\._|__MACOSX\/)/.test(name);
