/** A long list page by page, the newest first: page 1 has the last of it. */
export interface PageOf {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

const PAGE_SIZE = 50;

/** Which rows a page has, counted from the newest; the last page where `asked` is beyond it. */
export function pageOf(total: number, asked = 1): PageOf & { readonly skip: number; readonly take: number } {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(asked, pages);
  return { page, pages, total, skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE };
}
