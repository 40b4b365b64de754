/** A form that somebody else's browser was about to send, sent by another: what an attacker with a proxy does. */
import { type APIRequestContext, type APIResponse, expect, type Locator, type Page } from "@playwright/test";

export interface CapturedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Presses a button, takes what the browser would have sent, and lets none of it through. */
export async function captureInstead(page: Page, button: Locator): Promise<CapturedPost> {
  await page.route("**", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.method() === "POST"),
    button.click(),
  ]);
  const body = request.postDataBuffer();
  const headers = await request.allHeaders();
  await page.unroute("**");
  expect(body, "the browser was about to send something").not.toBeNull();
  return { url: request.url(), headers, body: body ?? Buffer.alloc(0) };
}

/** Sends it with the cookies of `sender`, and with `changed` headers; undefined leaves one out. */
export function replay(
  sender: APIRequestContext,
  post: CapturedPost,
  changed: Readonly<Record<string, string | undefined>> = {},
): Promise<APIResponse> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...post.headers, ...changed })) {
    const isOurs = !name.startsWith(":") && !["cookie", "content-length", "host"].includes(name);
    if (isOurs && value !== undefined) headers[name] = value;
  }
  return sender.fetch(post.url, { method: "POST", headers, data: post.body, maxRedirects: 0 });
}
