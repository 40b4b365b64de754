import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { isIP } from "node:net";
import type { WebhookSender } from "#lib/usecases/notices/send-webhooks.ts";
import { isPublicAddress } from "./public-address.ts";

const PATIENCE_MS = 10_000;

export interface Webhook {
  readonly url: URL;
  readonly secret: string;
  /** Host names whose addresses may be private. */
  readonly privateHosts: readonly string[];
}

type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const resolveAll: Resolve = (host) => lookup(host, { all: true });

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 over the time, a dot and the body, so that neither can be replaced or replayed later. */
export const webhookSignature = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex")}`;

/**
 * Posts to one address of the configuration. The name is resolved first, every address it has is checked, and the
 * connection goes to one of those that were: what the name means a moment later makes no difference. No redirect is
 * followed, and nothing of the answer is told but its status.
 */
export function createWebhookSender(webhook: Webhook, resolve: Resolve = resolveAll): WebhookSender {
  const { url, secret, privateHosts } = webhook;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    name: url.host,
    async send(body) {
      const found = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: isIP(host) }];
      const [first] = found;
      if (first === undefined) throw new Error(`${host} has no address.`);
      if (!privateHosts.includes(host) && !found.every(({ address }) => isPublicAddress(address))) {
        throw new Error(`${host} has an address that is not public, and is not named as one that may.`);
      }
      const status = await post(
        webhook,
        first,
        body,
        webhookSignature(secret, Math.floor(Date.now() / 1_000), body),
      );
      if (status < 200 || status > 299) throw new Error(`${url.host} answered ${status}.`);
    },
  };
}

/** Resolves to the status of the answer. */
function post(
  { url }: Webhook,
  pinned: { readonly address: string; readonly family: number },
  body: string,
  signature: string,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = (url.protocol === "https:" ? requestTls : requestPlain)(
    url,
    {
      method: "POST",
      agent: false,
      signal: AbortSignal.timeout(PATIENCE_MS),
      lookup: (_host, options, answer) => {
        if (options.all === true) answer(null, [{ ...pinned }]);
        else answer(null, pinned.address, pinned.family);
      },
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "sallyport-signature": signature,
      },
    },
    (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    },
  );
  request.on("error", reject);
  request.end(body);
  return promise;
}
