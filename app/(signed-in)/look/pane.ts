import type { LookView } from "#components/look/look-view.ts";
import type { LookSummary } from "#lib/browser/look/messages.ts";
import type { OpenLook } from "#lib/browser/look/open-look.ts";

/** What every tab of a look is given. */
export interface PaneProps {
  readonly look: OpenLook;
  readonly view: LookView;
  readonly summary: LookSummary;
}
