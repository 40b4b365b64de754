/** Services as a label has room for them: tcp goes without saying. `80, 443`, `udp/53`, `8000-8100`, `all`. */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";

/** Every piece, in short form. */
export const shortServices = (services: ServiceSet): string[] =>
  printServices(services).map((text) => (text.startsWith("tcp/") ? text.slice(4) : text));

/** At most `limit` pieces and how many more there are: `22, 80 +3`. Empty for no service. */
export const portLabel = (services: ServiceSet, limit = 3): string => {
  const all = shortServices(services);
  const shown = all.slice(0, limit).join(", ");
  return all.length > limit ? `${shown} +${all.length - limit}` : shown;
};
