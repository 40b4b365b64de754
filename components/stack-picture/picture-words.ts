import { foreignString } from "#components/ui/foreign-characters.ts";
import type { EdgeState, PictureEdge, PictureSource } from "#lib/core/picture/tier-picture.ts";

/** A text cut in its middle to at most `limit` characters, hidden characters made visible: for SVG, which cannot wrap. */
export const fitted = (text: string, limit: number): string => {
  const characters = Array.from(foreignString(text));
  if (characters.length <= limit) return characters.join("");
  const head = Math.ceil((limit - 1) * 0.62);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (limit - 1 - head)).join("")}`;
};

/** Ports as they stand on an arrow: `80 443`; other protocols keep their name. */
export const servicesLabel = (services: readonly string[], limit = 3): string => {
  const short = services.map((service) => service.replace(/^tcp\//, ""));
  return short.length <= limit
    ? short.join(" ")
    : `${short.slice(0, limit - 1).join(" ")} +${short.length - limit + 1}`;
};

/** A host's CIDR without its prefix length. */
export const sourceId = (source: PictureSource): string =>
  source.kind === "anyone" ? "anyone" : source.id.replace(/^([0-9.]+)\/32$|^([0-9a-f:]+)\/128$/, "$1$2");

export const STATE_WORDS: Readonly<Record<EdgeState, string>> = {
  needed: "as meant",
  missing: "missing",
  extra: "extra",
  "too-wide": "too wide",
  redundant: "redundant",
  unknown: "unknown",
  unmanaged: "not managed",
};

/** The whole edge in words, for people who do not see it. */
export const edgeSentence = (edge: PictureEdge): string => {
  const what = edge.services.join(", ");
  const who = foreignString(
    edge.source.name === null || edge.source.kind === "tier"
      ? sourceId(edge.source)
      : `${edge.source.name} (${sourceId(edge.source)})`,
  );
  const flow =
    edge.direction === "ingress"
      ? `${foreignString(edge.tier)} takes ${what} from ${who}`
      : `${foreignString(edge.tier)} may reach ${who} on ${what}`;
  return `${flow}: ${STATE_WORDS[edge.state]}`;
};
