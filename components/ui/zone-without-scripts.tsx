/**
 * Beside the field of a moment: only scripts know the zone of whoever asks. Without them what the field shows is read
 * as UTC, and both people and the server are told so.
 */
export const ZoneWithoutScripts = ({ name }: { readonly name: string }) => (
  <noscript>
    <input type="hidden" name={`${name}Zone`} value="UTC" />
    <p className="text-sm text-muted">This time is in UTC, because scripts are off.</p>
  </noscript>
);
