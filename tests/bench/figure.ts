/** One row of the table that `npm run bench` prints. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
}
