/** So many a statement that each is short, and so few statements that their number does not matter. */
const MOST_ITEMS = 1_000;
/** UTF-16 units of text; a group of a thousand rules has some three hundred thousand. */
const MOST_TEXT = 2_000_000;

/** The items in their order, in pieces that one statement takes well within its time; `lengthOf` their long texts. */
export function* inBatches<Item>(
  items: readonly Item[],
  lengthOf: (item: Item) => number = () => 0,
): Generator<readonly Item[]> {
  let batch: Item[] = [];
  let text = 0;
  for (const item of items) {
    const length = lengthOf(item);
    if (batch.length === MOST_ITEMS || (batch.length > 0 && text + length > MOST_TEXT)) {
      yield batch;
      batch = [];
      text = 0;
    }
    batch.push(item);
    text += length;
  }
  if (batch.length > 0) yield batch;
}
