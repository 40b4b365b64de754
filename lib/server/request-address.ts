import { requesterAddress } from "#lib/core/grant/requester-address.ts";
import { type Address, printAddress } from "#lib/core/net/address.ts";
import { peerAddressHeader } from "./peer-address.ts";
import { webEnvironment } from "./web-environment.ts";

interface GivenHeaders {
  get(name: string): string | null;
}

/** Where a request came from, as far as the proxies on its way are trusted; null where that cannot be read. */
export const addressFrom = (given: GivenHeaders): Address | null =>
  requesterAddress(
    given.get(peerAddressHeader) ?? "",
    given.get("x-forwarded-for"),
    webEnvironment().TRUSTED_PROXIES,
  );

/** The same for the log: absent where it cannot be read. */
export function loggedAddress(given: GivenHeaders): { readonly address?: string } {
  const address = addressFrom(given);
  return address === null ? {} : { address: printAddress(address) };
}
