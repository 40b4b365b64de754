import type { SystemActor } from "#lib/usecases/ports.ts";

/** Who the worker acts as. The brand exists in the type alone, hence the assertion: it stands here once. */
export const worker = { kind: "system", name: "worker" } as SystemActor;
