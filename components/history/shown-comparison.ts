/** What the page of two moments shows. Names, descriptions and tags are text that others wrote. */
import type { Line } from "#lib/core/diff/line.ts";
import type { CanonicalRule } from "#lib/core/group/canonical-rule.ts";
import type { InterfaceComparison } from "#lib/core/history/compare-interfaces.ts";

export interface ShownFlowLines {
  readonly direction: "ingress" | "egress";
  readonly gained: readonly Line[];
  readonly lost: readonly Line[];
  readonly unknown: readonly Line[];
}

export interface ShownComparedGroup {
  readonly groupId: string;
  readonly name: string;
  readonly change: "gained" | "lost" | "changed";
  readonly plays: { readonly stack: string; readonly tier: string } | null;
  readonly rules: {
    readonly gained: readonly CanonicalRule[];
    readonly lost: readonly CanonicalRule[];
    readonly described: readonly {
      readonly rule: CanonicalRule;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }[];
  } | null;
  readonly flows: readonly ShownFlowLines[];
  readonly said: readonly string[];
}

export type ShownComparedInterface = InterfaceComparison;

export type Names = Readonly<Record<string, string>>;
