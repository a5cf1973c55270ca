import type { MetricName } from "@stylegence/contracts/body";

type Line = [fromX: number, fromY: number, toX: number, toY: number, labelX: number, labelY: number];

/** Where the tape lies, by measurement; weight has no tape. */
const LINES: Partial<Record<MetricName, Line>> = {
  heightCm: [182, 8, 182, 402, 182, 205],
  neckCm: [84, 68, 116, 68, 128, 68],
  shoulderCm: [52, 92, 148, 92, 160, 92],
  bustCm: [60, 130, 140, 130, 30, 130],
  waistCm: [64, 178, 136, 178, 152, 178],
  hipsCm: [52, 230, 148, 230, 20, 240],
  inseamCm: [100, 254, 100, 394, 118, 330],
};
export const NUMBERS = Object.keys(LINES) as MetricName[];

const HALF =
  "M100 10c-13 0-20 10-20 24 0 11 4 19 11 24l-1 14c-3 9-27 11-36 21-8 9-9 40-13 72-2 18-7 32-7 46 0 6 8 8 10 1 4-18 10-38 13-60l5-28c2 18 8 36 8 54-1 20-13 32-13 53 0 50 11 74 13 104 1 24 3 42 4 58 0 6-4 8-6 10h24c1-40 5-70 6-98l2-50";

/** A body with the tape laid around it; the one that is being asked for stands out. */
export function Figure({ active }: { active: MetricName | null }) {
  return (
    <svg class="figure" viewBox="0 0 200 412" aria-hidden="true">
      <path class="figure-body" d={HALF} />
      <path class="figure-body" d={HALF} transform="translate(200 0) scale(-1 1)" />
      {NUMBERS.map((name, index) => {
        const [x1, y1, x2, y2, x, y] = LINES[name]!;
        return (
          <g key={name} class={active === name ? "figure-line on" : "figure-line"}>
            <line x1={x1} y1={y1} x2={x2} y2={y2} />
            <circle cx={x} cy={y} r="10" />
            <text x={x} y={y + 4.5}>
              {index + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
