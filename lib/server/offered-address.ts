import { headers } from "next/headers";
import { type OfferedAddress, offerAddress } from "#lib/core/grant/requester-address.ts";
import { addressFrom } from "./request-address.ts";
import { webEnvironment } from "./web-environment.ts";

/** In the sandbox everybody comes from this machine: a host of the documentation range stands in for them. */
const DEMO_ADDRESS: OfferedAddress = { kind: "offer", address: "203.0.113.7", cidr: "203.0.113.7/32" };

/** The address this request came from, as a source to offer; or why there is none. */
export async function offeredAddress(): Promise<OfferedAddress & { readonly demo: boolean }> {
  const { SALLYPORT_AWS: aws } = webEnvironment();
  const seen = offerAddress(addressFrom(await headers()));
  if (seen.kind === "explain" && aws === "sandbox") return { ...DEMO_ADDRESS, demo: true };
  return { ...seen, demo: false };
}
