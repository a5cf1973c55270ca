import { piece } from "../cloth.ts";
import { darker, lighter, mix } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";

const GROUND = 800;

/** A second shoe behind the first, smaller and higher, as a photographer sets a pair. */
const pair = (one: (behind: boolean) => string): string =>
  `<g transform="translate(86 -96) translate(450 ${GROUND}) scale(.86) translate(-450 ${-GROUND})">${one(true)}</g><g transform="translate(-52 40)">${one(false)}</g>`;

const cast = (s: Sitting): string => {
  const soft = s.scene.radial([
    [0, "#140b06", 0.5],
    [0.6, "#140b06", 0.2],
    [1, "#140b06", 0],
  ]);
  return `<ellipse cx="450" cy="${GROUND + 6}" rx="340" ry="34" fill="${soft}"/>`;
};

const UPPER =
  "M150 690C152 640 158 590 178 560C200 540 236 552 262 560C300 548 340 500 372 470C392 452 428 462 452 486C500 540 566 594 650 622C714 642 752 664 756 712C758 734 752 748 744 752L156 752C146 736 148 710 150 690Z";

function sole(s: Sitting): string {
  const kind = s.garment.features.detail ?? "";
  const thick = { "Chunky Sole": 74, "Platform Sole": 66, "Running Sole": 56, "Light Sole": 52 }[kind] ?? 44;
  const white = mix(lighter(s.palette.base, 0.88), "#f4f1ea", 0.5);
  const y = 742;
  const wave = kind === "Chunky Sole" || kind === "Running Sole";
  const top = wave
    ? `M138 ${y}C240 ${y + 16} 330 ${y - 22} 450 ${y + 6}C580 ${y + 26} 660 ${y - 4} 762 ${y - 2}`
    : `M138 ${y}C300 ${y + 8} 600 ${y + 8} 762 ${y - 4}`;
  const d = `${top}C784 ${y + 14} 774 ${y + thick - 14} 736 ${y + thick - 6}L400 ${y + thick}L176 ${y + thick - 2}C138 ${y + thick - 6} 126 ${y + 22} 138 ${y}Z`;
  const line = `<path d="${top}" transform="translate(0 ${thick * 0.36})" fill="none" stroke="${mix(s.palette.accent, s.palette.base, 0.3)}" stroke-width="5"/>`;
  const tread = Array.from(
    { length: 26 },
    (_, i) => `<rect x="${160 + i * 23}" y="${y + thick - 10}" width="13" height="9" fill="#000" fill-opacity=".22"/>`,
  ).join("");
  return piece(s.scene, d, { fill: white, print: null, weave: null, sheen: 0.2 }, { inside: line + tread, edge: 0.7 });
}

function laces(s: Sitting): string {
  const kind = s.garment.features.detail;
  const pale = lighter(s.palette.base, 0.85);
  if (kind === "Velcro Strap") {
    return [0, 1]
      .map(
        (i) =>
          `<path d="M${372 + i * 62} ${548 + i * 40}L${452 + i * 52} ${500 + i * 46}l34 34L${420 + i * 60} ${596 + i * 36}Z" fill="${mix(s.palette.accent, s.palette.base, 0.25)}" stroke="#000" stroke-opacity=".3" stroke-width="2"/>`,
      )
      .join("");
  }
  return [0, 1, 2, 3, 4]
    .map(
      (i) =>
        `<path d="M${388 + i * 33} ${536 + i * 20}L${424 + i * 36} ${496 + i * 26}" stroke="#000" stroke-opacity=".35" stroke-width="13" stroke-linecap="round"/><path d="M${388 + i * 33} ${534 + i * 20}L${424 + i * 36} ${494 + i * 26}" stroke="${pale}" stroke-width="9" stroke-linecap="round"/>`,
    )
    .join("");
}

function upper(s: Sitting, behind: boolean): string {
  const { palette: p, garment } = s;
  const other = garment.pattern === "colourblock" ? p.accent : darker(p.base, 0.12);
  const inside = `<path d="M140 760V640C200 660 250 700 262 760Z" fill="${other}"/><path d="M756 760C740 680 690 650 600 640C570 690 560 720 560 760Z" fill="${mix(other, p.base, 0.3)}"/><path d="M300 760C330 690 380 640 470 620C520 660 540 710 544 760Z" fill="${garment.features.detail === "Retro Panel" ? p.partner : mix(p.base, "#ffffff", 0.08)}" stroke="#000" stroke-opacity=".22" stroke-width="2"/><path d="M290 740C340 700 420 690 530 650" fill="none" stroke="${p.accent}" stroke-width="15" stroke-linecap="round"/><path d="M140 640C200 660 250 700 262 760M600 640C570 690 560 720 560 760" fill="none" stroke="${lighter(p.base, 0.4)}" stroke-width="2" stroke-dasharray="6 4"/>`;
  const mouth = `<path d="M178 560C200 540 236 552 262 560C300 548 340 500 372 470C352 470 300 500 262 516C220 520 186 524 178 560Z" fill="${darker(p.base, 0.55)}"/>`;
  const tongue = piece(
    s.scene,
    "M352 486C366 440 400 426 430 440C444 456 450 476 452 490C424 470 392 460 372 470Z",
    { ...s.plain, fill: mix(p.base, "#000000", 0.1) },
    { edge: 0.6 },
  );
  const tab = `<path d="M160 600C156 560 164 530 178 520l20 6C186 550 184 580 186 604Z" fill="${other}" stroke="#000" stroke-opacity=".3" stroke-width="2"/>`;
  const body = piece(s.scene, UPPER, s.main, {
    folds: [
      { from: [620, 620], to: [560, 740], width: 30, depth: 0.26 },
      { from: [200, 580], to: [230, 740], width: 36, depth: 0.24 },
    ],
    inside,
    edge: 0.8,
  });
  return `${behind ? "" : cast(s)}${tongue}${mouth}${body}${tab}${laces(s)}${sole(s)}`;
}

export const sneaker = (s: Sitting): Drawing => ({
  body: pair((behind) => upper(s, behind)),
  on: "table",
  foot: 842,
  spread: 300,
  focus: [500, 660],
});

export function heel(s: Sitting): Drawing {
  const { scene, palette: p, garment } = s;
  const rise = { "2-inch": 90, "3-inch": 140, "4-inch": 190 }[garment.features.length ?? ""] ?? 140;
  const back = GROUND - rise - 40;
  const toe = GROUND - 34;
  const kind = garment.features.detail ?? "Ankle Strap";
  const shape = (behind: boolean) => {
    const block = piece(
      scene,
      `M190 ${back + 16}L286 ${back + 26}C292 ${back + 100} 280 ${GROUND - 40} 276 ${GROUND}H196C186 ${GROUND - 60} 182 ${back + 80} 190 ${back + 16}Z`,
      { ...s.plain, fill: darker(p.base, 0.14) },
      { edge: 0.8 },
    );
    const solePath = `M184 ${back}C260 ${back + 6} 350 ${back + 60} 440 ${toe - 30}C520 ${toe + 14} 640 ${toe + 20} 736 ${toe + 16}L740 ${toe + 34}C620 ${toe + 40} 500 ${toe + 38} 420 ${toe + 4}C340 ${back + 110} 270 ${back + 44} 186 ${back + 30}Z`;
    const insole = piece(scene, solePath, { ...s.plain, fill: mix(p.base, "#caa27a", 0.55) }, { edge: 0.7 });
    const closedToe = kind === "Pointed Toe" || kind === "Slingback";
    const vamp = closedToe
      ? `M470 ${toe - 40}C500 ${toe - 110} 560 ${toe - 108} 620 ${toe - 66}C690 ${toe - 26} 750 ${toe} 778 ${toe + 20}C760 ${toe + 34} 600 ${toe + 36} 500 ${toe + 22}C480 ${toe} 466 ${toe - 20} 470 ${toe - 40}Z`
      : `M520 ${toe - 6}C530 ${toe - 90} 590 ${toe - 104} 640 ${toe - 60}C672 ${toe - 26} 690 ${toe} 696 ${toe + 24}L600 ${toe + 30}C560 ${toe + 26} 536 ${toe + 14} 520 ${toe - 6}Z`;
    const front = piece(scene, vamp, s.main, {
      folds: [{ from: [560, toe - 90], to: [600, toe + 20], width: 34, depth: 0.22 }],
      edge: 0.8,
    });
    const strap = (d: string) =>
      `<path d="${d}" fill="none" stroke="#000" stroke-opacity=".35" stroke-width="25" stroke-linecap="round"/><path d="${d}" fill="none" stroke="${p.base}" stroke-width="21" stroke-linecap="round"/><path d="${d}" transform="translate(-2 -5)" fill="none" stroke="#fff" stroke-opacity=".25" stroke-width="5" stroke-linecap="round"/>`;
    const ankle = `M206 ${back - 70}C250 ${back - 92} 320 ${back - 88} 340 ${back - 60}`;
    const heelStrap = `M196 ${back + 6}C186 ${back - 30} 190 ${back - 60} 206 ${back - 70}`;
    const straps =
      kind === "Ankle Strap"
        ? strap(heelStrap) +
          strap(ankle) +
          `<rect x="300" y="${back - 94}" width="30" height="34" rx="4" fill="none" stroke="${p.metal}" stroke-width="6"/>`
        : strap(
            `M194 ${back + 8}C186 ${back - 30} 210 ${back - 40} 260 ${back - 20}C340 ${back + 20} 420 ${toe - 110} 500 ${toe - 60}`,
          );
    const cup =
      kind === "Ankle Strap" || kind === "Open Toe"
        ? piece(
            scene,
            `M182 ${back + 20}C176 ${back - 30} 184 ${back - 64} 200 ${back - 76}C226 ${back - 70} 250 ${back - 30} 262 ${back + 24}Z`,
            s.main,
            { edge: 0.7 },
          )
        : "";
    return `${behind ? "" : cast(s)}${block}${insole}${cup}${straps}${front}`;
  };
  return { body: pair(shape), on: "table", foot: 842, spread: 300, focus: [540, 700] };
}

export function loafer(s: Sitting): Drawing {
  const { scene, palette: p, garment } = s;
  const kind = garment.features.detail ?? "Penny";
  const shape = (behind: boolean) => {
    const body =
      "M160 740C152 690 156 630 178 600C214 590 262 616 312 622C356 620 390 590 430 586C500 590 600 640 690 668C742 684 766 710 762 744C560 760 320 760 160 740Z";
    const apron = `<path d="M430 586C500 590 600 636 682 664C700 690 690 706 668 712C580 706 480 680 424 640C410 616 414 596 430 586Z" fill="${mix(p.base, "#ffffff", 0.06)}" stroke="#000" stroke-opacity=".4" stroke-width="3"/><path d="M424 640C480 680 580 706 668 712" fill="none" stroke="${darker(p.base, 0.5)}" stroke-width="4" stroke-dasharray="9 6"/>`;
    const strap = `<path d="M396 690C410 640 440 604 470 592L528 608C498 630 476 670 468 724Z" fill="${darker(p.base, 0.12)}" stroke="#000" stroke-opacity=".4" stroke-width="2.5"/>`;
    const trim: Record<string, string> = {
      Penny: `${strap}<path d="M430 668l40 -30l14 14l-36 34Z" fill="${darker(p.base, 0.6)}"/>`,
      Tassel: `<path d="M452 640l34 40M452 640l64 30" stroke="${darker(p.base, 0.3)}" stroke-width="9" stroke-linecap="round"/><path d="M478 672l26 44l-34 0ZM508 664l40 34l-34 8Z" fill="${darker(p.base, 0.25)}"/>`,
      Horsebit: `${strap}<path d="M418 676C450 650 480 630 510 622" stroke="${p.metal}" stroke-width="10" fill="none"/><circle cx="416" cy="678" r="14" fill="none" stroke="${p.metal}" stroke-width="8"/><circle cx="512" cy="620" r="14" fill="none" stroke="${p.metal}" stroke-width="8"/>`,
      Driver: `<path d="M300 634C360 640 400 622 440 606" stroke="${lighter(p.base, 0.5)}" stroke-width="7" fill="none"/>`,
    };
    const mouth = `<path d="M178 600C214 590 262 616 312 622C356 620 390 590 430 586C404 560 330 566 270 570C222 572 190 576 178 600Z" fill="${darker(p.base, 0.6)}"/><path d="M196 598C240 580 340 580 400 584" stroke="#caa27a" stroke-width="10" fill="none"/>`;
    const sole = piece(
      scene,
      "M150 738C320 764 580 764 770 742C776 758 770 770 754 772L470 776L300 772V800H158C150 780 146 756 150 738Z",
      { fill: kind === "Driver" ? "#b98e5f" : "#3a2a20", print: null, weave: null, sheen: 0.3 },
      { edge: 0.6 },
    );
    return `${behind ? "" : cast(s)}${mouth}${sole}${piece(scene, body, s.main, {
      folds: [
        { from: [600, 640], to: [580, 750], width: 30, depth: 0.3 },
        { from: [190, 620], to: [220, 740], width: 34, depth: 0.26 },
      ],
      inside: apron + (trim[kind] ?? ""),
      edge: 0.9,
    })}`;
  };
  return { body: pair(shape), on: "table", foot: 842, spread: 300, focus: [500, 660] };
}
