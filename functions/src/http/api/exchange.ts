/** What of a request the API looks at. */
export interface Asked {
  method: string;
  /** As in the address, parameters still encoded. */
  path: string;
  /** Without its question mark. */
  search: string;
  header(name: string): string | undefined;
  /** As it came over the wire; null for none. */
  body?: Uint8Array | null;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

type Pattern = readonly string[];

/** The segments of a route's path, `{name}` for a parameter. */
export function patternOf(path: string): Pattern {
  return path.split("/");
}

/** The parameters of an address that a pattern fits; null for one that it does not. */
export function match(pattern: Pattern, path: string): Record<string, string> | null {
  const given = path.split("/");
  if (given.length !== pattern.length) return null;
  const params: Record<string, string> = {};
  for (const [at, segment] of pattern.entries()) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name && given[at] !== "") params[name] = decoded(given[at]!);
    else if (segment !== given[at]) return null;
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
