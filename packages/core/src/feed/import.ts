/** What an import did, counted in products (one group of rows each). */
export interface Summary {
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
}
