import type { PartReading } from "#lib/usecases/observation/estate-reader.ts";
import { isUnknownOperation } from "./failure.ts";
import { ReadFailed } from "./read-call.ts";

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * Follows a listing to its end. What was read before a page failed is kept, and the listing is incomplete then. An
 * endpoint that does not know the operation has none of these things: empty and complete.
 */
export async function readPages<Item>(
  page: (token: string | undefined) => Promise<Page<Item>>,
  onPage: (itemsSoFar: number) => void,
): Promise<PartReading<Item>> {
  const items: Item[] = [];
  const tokens = new Set<string>();
  try {
    let token: string | undefined;
    do {
      const answer = await page(token);
      items.push(...answer.items);
      onPage(items.length);
      token = answer.nextToken || undefined;
      if (token !== undefined && tokens.has(token)) throw new Error("EC2 repeats a page of a listing.");
      if (token !== undefined) tokens.add(token);
    } while (token !== undefined);
    return { items, complete: true, problem: null };
  } catch (error) {
    if (items.length === 0 && error instanceof ReadFailed && isUnknownOperation(error.failure)) {
      return { items, complete: true, problem: null };
    }
    return { items, complete: false, problem: problemOf(error) };
  }
}

/** What to tell people of a reading that ended early. */
export const problemOf = (error: unknown): string =>
  error instanceof Error ? error.message : "The answer could not be read.";
