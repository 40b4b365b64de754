/** Whether a text may stand as it is in a line of an export: what the database holds is not always what was written. */
export function isOneLineOfJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object" && !/[\r\n]/.test(text);
  } catch {
    return false;
  }
}
