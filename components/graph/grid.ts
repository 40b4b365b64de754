/**
 * How many columns and rows a list of things gets. Both grow in steps, so that one thing more seldom changes the shape
 * of its frame, and what stands beside the frame stays where it is.
 */
export interface GridShape {
  readonly columns: number;
  readonly rows: number;
}

/** Room for a tenth more than there is, to the next even number once there are many. */
const withRoom = (count: number): number => (count <= 8 ? count : Math.ceil((count * 1.1) / 4) * 4);

/** `aspect`: how much wider than high one thing is. */
export const gridShape = (count: number, aspect: number): GridShape => {
  const room = withRoom(Math.max(1, count));
  const columns = Math.max(1, Math.round(Math.sqrt(room / aspect)));
  return { columns, rows: Math.ceil(room / columns) };
};
