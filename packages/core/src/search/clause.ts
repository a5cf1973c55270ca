/** A query clause in the engine's own language. */
export type Clause = Record<string, unknown>;

export function oneOf(field: string, values: readonly string[]): Clause {
  return { terms: { [field]: [...new Set(values)] } };
}

/** Both ends inclusive. */
export function between(field: string, min?: number, max?: number): Clause {
  return {
    range: { [field]: { ...(min === undefined ? {} : { gte: min }), ...(max === undefined ? {} : { lte: max }) } },
  };
}

export function all(clauses: readonly Clause[]): Clause {
  if (clauses.length === 0) return { match_all: {} };
  return { bool: { filter: [...clauses] } };
}

export function any(clauses: readonly Clause[]): Clause {
  return { bool: { should: [...clauses], minimum_should_match: 1 } };
}
