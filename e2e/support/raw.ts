/** One request exactly as it is written: browsers and fetch would tidy its path first. */
import { request } from "node:http";
import { productUrl } from "./product.ts";

export interface RawAnswer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

export function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(productUrl());
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers: { host, ...headers } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? "",
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}
