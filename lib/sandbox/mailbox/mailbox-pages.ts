/** The pages of the mailbox. Letters are shown as text: their HTML never reaches the browser. */
import { html, type Markup, page } from "../page.ts";
import type { Letter } from "./letter-store.ts";

const NOTE = html`<span class="note">Demo mailbox: nothing here was sent to anybody</span>`;

const when = (iso: string): Markup =>
  html`<time datetime="${iso}">${iso.replace("T", " ").slice(0, 19)} UTC</time>`;

const entry = (
  letter: Letter,
): Markup => html`<li class="card"><a href="/letters/${letter.id}"><b>${letter.subject}</b></a>
<div class="about">to ${letter.to.join(", ")}</div><div class="when">${when(letter.receivedAt)}</div></li>`;

export function listPage(letters: readonly Letter[], to: string | null): string {
  const whose = to === null ? html`` : html` to ${to} (<a href="/">show all</a>)`;
  const body =
    letters.length === 0
      ? html`<p>Nothing yet. Mail arrives here when Sallyport tells somebody about a change or a grant.</p>`
      : html`<ul>${letters.map(entry)}</ul>`;
  return page(
    "Demo mailbox",
    html`${NOTE}<h1>Mail Sallyport sent</h1><p>${letters.length} letters${whose}</p>${body}`,
  );
}

export function letterPage(letter: Letter): string {
  return page(
    letter.subject,
    html`${NOTE}<h1>${letter.subject}</h1>
<dl><dt>From</dt><dd>${letter.from}</dd><dt>To</dt><dd>${letter.to.join(", ")}</dd><dt>Received</dt><dd>${when(letter.receivedAt)}</dd></dl>
<pre>${letter.text}</pre><p><a href="/">All mail</a></p>`,
  );
}

export function absentPage(): string {
  return page(
    "No such letter",
    html`${NOTE}<h1>No such letter</h1><p>It was dropped, or never was. <a href="/">All mail</a></p>`,
  );
}
