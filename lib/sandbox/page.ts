/** The few HTML pages of the sandbox: one look, light and dark, no script; every value is escaped. */

/** Markup that is safe to place into a page as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeText = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

type Piece = string | number | Markup | readonly Markup[];

const render = (piece: Piece): string => {
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "object") return piece.map((part) => part.text).join("");
  return escapeText(String(piece));
};

/** Template tag: literal parts are markup, values are escaped unless they are `Markup` already. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(
    literals.reduce((text, literal, index) => {
      const piece = pieces[index];
      return text + literal + (piece === undefined ? "" : render(piece));
    }, ""),
  );
}

const STYLE = new Markup(`
:root{color-scheme:light dark;--bg:#f7f7f5;--panel:#fff;--line:#e3e2dd;--strong:#8f8c84;--text:#1c1b18;--muted:#5f5c55;--accent:#2b50d8;--note:#fbf0e0;--note-text:#7a4100}
@media(prefers-color-scheme:dark){:root{--bg:#121316;--panel:#1a1c20;--line:#2a2d33;--strong:#6d727d;--text:#eceae4;--muted:#a9a69e;--accent:#8aa2ff;--note:#352611;--note-text:#f0b061}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 "Inter Variable",Inter,system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1rem 4rem}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 .35rem;letter-spacing:-.01em}
p{margin:.3rem 0 1rem;color:var(--muted)}
a{color:var(--accent)}
.note{display:inline-block;background:var(--note);color:var(--note-text);border-radius:6px;padding:.15rem .6rem;font-size:.85rem;font-weight:600;margin-bottom:1rem}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.6rem}
.card,button{width:100%;background:var(--panel);color:inherit;border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem;font:inherit;text-align:left}
button{border-color:var(--strong);display:flex;gap:.2rem 1rem;justify-content:space-between;flex-wrap:wrap;cursor:pointer}
button:hover{border-color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
b{font-weight:620}
.about,.when{color:var(--muted);font-size:.9rem}
.about{flex-basis:100%}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem;margin:0 0 1rem}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:1rem;font:13px/1.5 ui-monospace,"JetBrains Mono",Menlo,monospace}
`);

/** Headers of every page: nothing runs, nothing is loaded, nobody frames it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`.text;
}
