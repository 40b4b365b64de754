/**
 * The request header in which `main.ts` tells pages and actions the address at the other end of the socket.
 * It is overwritten on every request, so it cannot be forged; `TRUSTED_PROXIES` decides whether what that
 * peer says in `X-Forwarded-For` is believed.
 */
export const peerAddressHeader = "x-sallyport-peer-address";
