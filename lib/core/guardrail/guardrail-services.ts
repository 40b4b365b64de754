import { NO_SERVICES, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import { servicesOfService } from "#lib/core/tier/meant-flows.ts";
import type { Guardrail } from "#lib/core/tier/pattern.ts";

export const servicesOfGuardrail = ({ services }: Guardrail): ServiceSet =>
  services.map(servicesOfService).reduce(unionServices, NO_SERVICES);
