/** Groups of one application while applications are told apart. */
import type { Part } from "./duty.ts";

export interface Cluster {
  readonly own: Set<string>;
  /** Played for this application by a group that belongs to another, or to several. */
  readonly shared: Set<string>;
}

const STORES: ReadonlySet<Part> = new Set<Part>(["database", "cache", "queue", "search", "files"]);

export const isStore = (part: Part | undefined): boolean => part !== undefined && STORES.has(part);
export const isEntrance = (part: Part | undefined): boolean => part === "front" || part === "balancer";
