/** Plain data of the core (readonly, without functions or dates) as a JSON column takes it. */
export const asStoredJson = (value: object): object => JSON.parse(JSON.stringify(value)) as object;
