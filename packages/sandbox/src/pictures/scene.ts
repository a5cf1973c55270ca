export type Stop = readonly [offset: number, colour: string, opacity?: number];

const stops = (list: readonly Stop[]): string =>
  list
    .map(([o, c, a]) => `<stop offset="${o}" stop-color="${c}"${a === undefined ? "" : ` stop-opacity="${a}"`}/>`)
    .join("");

/** Gathers the shared definitions of one picture. What it hands out are `url(#…)` paints and clips. */
export class Scene {
  readonly #defs: string[] = [];
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

  clip(d: string): string {
    return this.define((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`);
  }

  blur(deviation: number): string {
    return this.define(
      (id) =>
        `<filter id="${id}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`,
    );
  }

  svg(body: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="1200" viewBox="0 0 900 1200"><defs>${this.#defs.join("")}</defs>${body}</svg>`;
  }
}
