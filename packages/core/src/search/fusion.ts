/** How much the first places outweigh the later ones; 60 is the constant of the paper and of OpenSearch. */
const RANK_CONSTANT = 60;

export interface Ranking {
  /** Best first. */
  ids: readonly string[];
  weight?: number;
}

/**
 * Reciprocal rank fusion: each ranking gives a document weight / (60 + rank). Ties go to the better place in the first
 * ranking, then to the smaller id, so equal input gives equal order.
 */
export function fuse(rankings: readonly Ranking[]): string[] {
  const scores = new Map<string, number>();
  const places = new Map<string, number>();
  for (const { ids, weight = 1 } of rankings) {
    ids.forEach((id, at) => {
      scores.set(id, (scores.get(id) ?? 0) + weight / (RANK_CONSTANT + at + 1));
    });
  }
  rankings[0]?.ids.forEach((id, at) => {
    places.set(id, at);
  });
  const placeOf = (id: string) => places.get(id) ?? Number.POSITIVE_INFINITY;
  return [...scores.keys()].sort((a, b) => {
    const byScore = (scores.get(b) ?? 0) - (scores.get(a) ?? 0);
    if (byScore !== 0) return byScore;
    return placeOf(a) === placeOf(b) ? (a < b ? -1 : 1) : placeOf(a) - placeOf(b);
  });
}
