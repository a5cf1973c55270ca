export type Stop = readonly [offset: number, colour: string, opacity?: number];

const stops = (list: readonly Stop[]): string =>
  list
    .map(([o, c, a]) => `<stop offset="${o}" stop-color="${c}"${a === undefined ? "" : ` stop-opacity="${a}"`}/>`)
    .join("");

/** Gathers the shared definitions of one picture. What it hands out are `url(#…)` paints and clips. */
export class Scene {
  readonly #defs: string[] = [];
  readonly #outlines: string[] = [];
  #next = 1;

  define(make: (id: string) => string): string {
    const id = `d${this.#next++}`;
    this.#defs.push(make(id));
    return `url(#${id})`;
  }

  linear(list: readonly Stop[], line: readonly [number, number, number, number] = [0, 0, 1, 0]): string {
    const [x1, y1, x2, y2] = line;
    return this.define(
      (id) => `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stops(list)}</linearGradient>`,
    );
  }

  radial(list: readonly Stop[], at: readonly [cx: number, cy: number, r: number] = [0.5, 0.5, 0.5]): string {
    const [cx, cy, r] = at;
    return this.define(
      (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stops(list)}</radialGradient>`,
    );
  }

  /** Remembers the outline of a piece of cloth and clips to it. */
  outline(d: string): string {
    this.#outlines.push(d);
    return this.clip(d);
  }

  /** The shadow of everything outlined so far: strokes of falling width stand in for a blur, which is slow. */
  softSilhouette(): string {
    const d = this.#outlines.join("");
    const rims = [56, 42, 30, 19, 9].map(
      (width) =>
        `<path d="${d}" fill="none" stroke="#140b06" stroke-opacity=".05" stroke-width="${width}" stroke-linejoin="round"/>`,
    );
    return `${rims.join("")}<path d="${d}" fill="#140b06" fill-opacity=".3"/>`;
  }

  clip(d: string): string {
    return this.define((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`);
  }

  svg(body: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="1200" viewBox="0 0 900 1200"><defs>${this.#defs.join("")}</defs>${body}</svg>`;
  }
}
