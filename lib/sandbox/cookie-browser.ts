/** The little of a browser that tests of sign-in need: cookies by host and path-free, redirects one at a time. */

export interface Visit {
  readonly status: number;
  readonly url: string;
  /** The absolute address of a redirect, null when the answer is none. */
  readonly location: string | null;
  readonly headers: Headers;
  readonly body: string;
}

export class CookieBrowser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** The value of a cookie this browser holds for the address's host. */
  cookie(url: string, name: string): string | undefined {
    return this.#jars.get(new URL(url).hostname)?.get(name);
  }

  setCookie(url: string, name: string, value: string): void {
    this.#jar(url).set(name, value);
  }

  async visit(url: string, request: RequestInit = {}): Promise<Visit> {
    const jar = this.#jar(url);
    const headers = new Headers(request.headers);
    headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...request, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const name = pair.slice(0, pair.indexOf("=")).trim();
      const value = pair.slice(pair.indexOf("=") + 1).trim();
      const gone =
        value === "" ||
        attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
      if (gone) jar.delete(name);
      else jar.set(name, value);
    }
    const target = response.headers.get("location");
    return {
      status: response.status,
      url,
      location: target === null ? null : new URL(target, url).href,
      headers: response.headers,
      body: await response.text(),
    };
  }

  post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Visit> {
    return this.visit(url, { method: "POST", body: new URLSearchParams(fields), headers });
  }

  /** Follows redirects until an answer is none, or its target starts with `stopAt` (which is not visited). */
  async follow(visit: Visit, stopAt: string): Promise<Visit> {
    let current = visit;
    for (let hops = 0; hops < 12; hops++) {
      if (current.location === null || current.location.startsWith(stopAt)) return current;
      current = await this.visit(current.location);
    }
    throw new Error(`Redirects do not end: ${current.url}`);
  }

  #jar(url: string): Map<string, string> {
    const host = new URL(url).hostname;
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    return jar;
  }
}
