/** Sets of services as the model writes them: one protocol each. */
import {
  firstPoint,
  LAST_SERVICE,
  lastPoint,
  PORTS,
  protocolAt,
  protocolName,
} from "#lib/core/net/protocol.ts";
import type { ServiceRange, ServiceSet } from "#lib/core/net/service-set.ts";
import { serviceTokens } from "#lib/core/net/service-text.ts";
import type { Service } from "#lib/core/tier/pattern.ts";

const toService = ({ from, to }: ServiceRange): Service[] => {
  if (from === 0 && to === LAST_SERVICE) return [{ protocol: "all", fromPort: null, toPort: null }];
  const protocol = protocolAt(from);
  const name = protocolName(protocol);
  if (name === null)
    return Array.from({ length: protocolAt(to) - protocol + 1 }, (_, step) => ({
      protocol: `${protocol + step}`,
      fromPort: null,
      toPort: null,
    }));
  const start = firstPoint(protocol);
  if (from === start && to === lastPoint(protocol) && to - from + 1 === PORTS)
    return [{ protocol: name, fromPort: null, toPort: null }];
  return [{ protocol: name, fromPort: from - start, toPort: to - start }];
};

export const meantServices = (services: ServiceSet): Service[] => serviceTokens(services).flatMap(toService);
