/**
 * Hand-written checks of what EC2 answers: a large account has some 150,000 rules, and a schema library takes longer
 * over them than everything else together. A reader takes each field by name through one of these; whatever has
 * another shape throws `WrongShape`, which gathers its place on the way up.
 */

/** A JSON object whose fields nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** `place` is where (`SecurityGroups[12].IpPermissions[3].FromPort`), `reason` what is wrong ("is a string, ..."). */
export class WrongShape extends Error {
  override readonly name = "WrongShape";
  readonly place: string;
  readonly reason: string;

  constructor(place: string, reason: string) {
    super(`${place} ${reason}`);
    this.place = place;
    this.reason = reason;
  }

  /** The same, seen from what holds it. */
  within(outer: string): WrongShape {
    return new WrongShape(this.place === "" ? outer : `${outer}.${this.place}`, this.reason);
  }
}

/** "a string", "null", "a list": what a value is, for people. */
const kindOf = (value: unknown): string => {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "number" ? `the number ${value}` : `a ${typeof value}`;
};

const wrong = (name: string, value: unknown, wanted: string): WrongShape =>
  new WrongShape(name, `is ${kindOf(value)}, not ${wanted}`);

/** Whether it is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown, name = ""): Fields => {
  if (isFields(value)) return value;
  throw wrong(name, value, "an object");
};

/** An object that EC2 leaves out where it has nothing to say. */
export const optionalFields = (value: unknown, name: string): Fields | null =>
  value === undefined || value === null ? null : fieldsOf(value, name);

export const textOf = (value: unknown, name: string): string => {
  if (typeof value === "string") return value;
  throw wrong(name, value, "a string");
};

/** Null where EC2 gives none. */
export const optionalText = (value: unknown, name: string): string | null =>
  value === undefined || value === null ? null : textOf(value, name);

/** Null where EC2 gives none. */
export const optionalInteger = (value: unknown, name: string): number | null => {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw wrong(name, value, "a whole number");
};

export const flagOf = (value: unknown, name: string): boolean => {
  if (typeof value === "boolean") return value;
  throw wrong(name, value, "true or false");
};

/** False where EC2 gives none. */
export const optionalFlag = (value: unknown, name: string): boolean =>
  value === undefined || value === null ? false : flagOf(value, name);

const NOTHING: readonly unknown[] = [];

/** Empty where EC2 gives none. */
export const listOf = (value: unknown, name: string): readonly unknown[] => {
  if (value === undefined || value === null) return NOTHING;
  if (Array.isArray(value)) return value;
  throw wrong(name, value, "a list");
};

/** Calls `read` with each object of a list; what it finds wrong is placed in the list. */
export const forEachFields = (value: unknown, name: string, read: (fields: Fields) => void): void => {
  const list = listOf(value, name);
  if (list.length === 0) return;
  let index = 0;
  try {
    for (; index < list.length; index += 1) read(fieldsOf(list[index]));
  } catch (error) {
    throw error instanceof WrongShape ? error.within(`${name}[${index}]`) : error;
  }
};

/** What `read` makes of each object of a list. */
export const mapFields = <Item>(value: unknown, name: string, read: (fields: Fields) => Item): Item[] => {
  const list = listOf(value, name);
  if (list.length === 0) return [];
  let place = 0;
  try {
    // `map` makes a list of just this length; one that grew has room to spare, which adds up over many short lists.
    return list.map((item, index) => {
      place = index;
      return read(fieldsOf(item));
    });
  } catch (error) {
    throw error instanceof WrongShape ? error.within(`${name}[${place}]`) : error;
  }
};

/** What `add` makes of what there was and each object of a list in turn. */
export const foldFields = <So>(
  value: unknown,
  name: string,
  start: So,
  add: (so: So, fields: Fields) => So,
): So => {
  let so = start;
  const list = listOf(value, name);
  let place = 0;
  try {
    for (; place < list.length; place += 1) so = add(so, fieldsOf(list[place]));
  } catch (error) {
    throw error instanceof WrongShape ? error.within(`${name}[${place}]`) : error;
  }
  return so;
};

/** One optional object, placed under its name. */
export const within = <Item>(value: unknown, name: string, read: (fields: Fields) => Item): Item | null => {
  const fields = optionalFields(value, name);
  if (fields === null) return null;
  try {
    return read(fields);
  } catch (error) {
    throw error instanceof WrongShape ? error.within(name) : error;
  }
};

/** The text in a list of none or one; EC2 also says "" for none. */
export const present = (text: string | null): readonly string[] => (text ? [text] : []);

/** The list, with a text that is there and not yet in it. */
export const withText = (list: readonly string[], text: string | null): readonly string[] => {
  if (!text || list.includes(text)) return list;
  return list.length === 0 ? [text] : [...list, text];
};
