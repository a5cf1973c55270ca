import { type Cloth, piece } from "../cloth.ts";
import { darker, lighter, mix } from "../paint.ts";
import type { Drawing, Sitting } from "../sitting.ts";

const stitch = (d: string, colour: string): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="3" stroke-dasharray="10 7" stroke-linecap="round"/>`;

const strap = (d: string, width: number, colour: string): string =>
  `<path d="${d}" fill="none" stroke="#000" stroke-opacity=".4" stroke-width="${width + 4}" stroke-linecap="round"/><path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/><path d="${d}" fill="none" stroke="#fff" stroke-opacity=".25" stroke-width="${width * 0.22}" stroke-linecap="round" transform="translate(-3 -3)"/>`;

const ring = (x: number, y: number, metal: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="17" ry="21" fill="none" stroke="${darker(metal, 0.35)}" stroke-width="10"/><ellipse cx="${x}" cy="${y}" rx="17" ry="21" fill="none" stroke="${metal}" stroke-width="6"/>`;

interface Shape {
  body: string;
  handles: (colour: string) => string;
  /** Where the second colour of a colour-blocked bag begins. */
  split: number;
  extra: (s: Sitting) => string;
  rings: [number, number][];
}

const flapClasp = (s: Sitting): string => {
  const flap =
    "M226 600C226 590 232 584 242 584H658C668 584 674 590 674 600V700C674 790 560 836 450 836C340 836 226 790 226 700Z";
  const p = s.palette;
  return `${piece(s.scene, flap, s.main, { edge: 0.9, inside: stitch("M242 612V700C242 776 346 818 450 818C554 818 658 776 658 700V612", lighter(p.base, 0.35)) })}<rect x="418" y="800" width="64" height="52" rx="8" fill="${darker(p.metal, 0.3)}"/><rect x="421" y="802" width="58" height="46" rx="7" fill="${p.metal}"/><rect x="440" y="816" width="20" height="18" rx="3" fill="${darker(p.metal, 0.5)}"/>`;
};

const SHAPES: Record<string, Shape> = {
  Tote: {
    body: "M196 500C196 486 206 478 220 478H680C694 478 704 486 704 500L746 996C748 1020 736 1032 716 1032H184C164 1032 152 1020 154 996Z",
    handles: (c) => strap("M306 500C306 250 594 250 594 500", 26, c),
    split: 800,
    rings: [
      [306, 496],
      [594, 496],
    ],
    extra: (s) =>
      stitch("M214 504H686", lighter(s.palette.base, 0.35)) + stitch("M172 1012H728", lighter(s.palette.base, 0.35)),
  },
  Sling: {
    body: "M226 600C226 590 232 584 242 584H658C668 584 674 590 674 600V960C674 1000 650 1022 610 1022H290C250 1022 226 1000 226 960Z",
    handles: (c) => strap("M250 610C170 420 240 180 450 170C660 180 730 420 650 610", 17, c),
    split: 860,
    rings: [
      [250, 606],
      [650, 606],
    ],
    extra: flapClasp,
  },
  Satchel: {
    body: "M190 600C196 570 230 552 270 552H630C670 552 704 570 710 600L738 960C742 1004 720 1026 680 1026H220C180 1026 158 1004 162 960Z",
    handles: (c) =>
      strap("M320 566C320 380 580 380 580 566", 30, c) + strap("M352 566C352 420 548 420 548 566", 24, darker(c, 0.2)),
    split: 840,
    rings: [
      [320, 566],
      [580, 566],
    ],
    extra: (s) =>
      `<path d="M204 640H696" stroke="#000" stroke-opacity=".4" stroke-width="14"/><path d="M204 640H696" stroke="${s.palette.metal}" stroke-width="7" stroke-dasharray="4 3"/><rect x="676" y="628" width="40" height="24" rx="5" fill="${s.palette.metal}"/>${stitch("M196 690H704", lighter(s.palette.base, 0.35))}<path d="M290 780h320v170q-160 30 -320 0Z" fill="none" stroke="#000" stroke-opacity=".35" stroke-width="4"/>${stitch("M302 792h296v146q-148 26 -296 0Z", lighter(s.palette.base, 0.35))}`,
  },
  Bucket: {
    body: "M240 520C300 506 600 506 660 520L706 960C712 1006 690 1030 640 1034C520 1042 380 1042 260 1034C210 1030 188 1006 194 960Z",
    handles: (c) => strap("M262 540C200 260 700 260 638 540", 20, c),
    split: 860,
    rings: [
      [264, 548],
      [636, 548],
    ],
    extra: (s) =>
      `${[0, 1, 2, 3, 4, 5].map((i) => `<circle cx="${290 + i * 64}" cy="586" r="10" fill="${darker(s.palette.metal, 0.2)}"/><circle cx="${290 + i * 64}" cy="586" r="5" fill="#000" fill-opacity=".6"/>`).join("")}<path d="M290 586H610" stroke="${darker(s.palette.base, 0.35)}" stroke-width="9"/><path d="M430 586C410 660 420 720 400 760M470 586C492 660 480 730 500 776" fill="none" stroke="${darker(s.palette.base, 0.35)}" stroke-width="9" stroke-linecap="round"/><path d="M386 756h28l6 60h-40ZM486 772h28l6 60h-40Z" fill="${darker(s.palette.base, 0.3)}"/>`,
  },
};

const charm = (s: Sitting): string =>
  `<path d="M640 560C660 600 650 640 656 670" fill="none" stroke="${s.palette.metal}" stroke-width="5"/><circle cx="656" cy="676" r="12" fill="${s.palette.metal}"/>${Array.from({ length: 9 }, (_, i) => `<path d="M656 684l${(i - 4) * 5} 96" stroke="${mix(s.palette.accent, s.palette.base, 0.2)}" stroke-width="6"/>`).join("")}`;

export function handbag(s: Sitting): Drawing {
  const { scene, palette: p, garment } = s;
  const shape = SHAPES[garment.features.fit ?? "Tote"] ?? (SHAPES.Tote as Shape);
  const trim = darker(p.base, 0.22);
  const block =
    garment.pattern === "colourblock"
      ? `<rect x="100" y="${shape.split}" width="700" height="300" fill="${p.accent}"/><rect x="100" y="${shape.split - 6}" width="700" height="6" fill="#000" fill-opacity=".3"/>`
      : "";
  const gloss = scene.linear(
    [
      [0, "#fff", 0.24],
      [0.4, "#fff", 0.04],
      [1, "#fff", 0],
    ],
    [0, 0, 1, 1],
  );
  const body = piece(scene, shape.body, s.main, {
    folds: [
      { from: [250, 620], to: [230, 1000], width: 50, depth: 0.2, bend: -8 },
      { from: [640, 640], to: [668, 1000], width: 54, depth: 0.24, bend: 8 },
    ],
    inside: block,
    over: `<path d="${shape.body}" fill="${gloss}"/>`,
    edge: 1.1,
  });
  const badge =
    garment.features.fit === "Sling"
      ? ""
      : `<rect x="404" y="720" width="92" height="26" rx="5" fill="${darker(p.metal, 0.25)}"/><rect x="406" y="721" width="88" height="22" rx="4" fill="${p.metal}"/>`;
  const rings = shape.rings.map(([x, y]) => ring(x, y, p.metal)).join("");
  return {
    back: shape.handles(trim),
    body: `${shape.handles(trim)}${body}${shape.extra(s)}${rings}${garment.features.fit === "Satchel" || garment.features.fit === "Bucket" ? "" : badge}${garment.features.detail === "Tassel Charm" ? charm(s) : ""}`,
    on: "table",
    foot: 1030,
    spread: 290,
    focus: [500, 700],
  };
}

const STEEL: readonly (readonly [number, string])[] = [
  [0, "#7d8087"],
  [0.3, "#eef0f3"],
  [0.55, "#a8abb3"],
  [0.8, "#dcdfe4"],
  [1, "#6d7077"],
];

function band(s: Sitting, metal: string): string {
  const { scene, palette: p, garment } = s;
  const leather = garment.fabric === "Leather Strap";
  const upper = "M376 150C376 120 524 120 524 150L544 480H356Z";
  const lower = "M356 720H544L526 1080C524 1118 376 1118 374 1080Z";
  if (leather) {
    const cloth: Cloth = { ...s.plain, sheen: 0.7 };
    const holes = [880, 930, 980, 1030]
      .map((y) => `<ellipse cx="450" cy="${y}" rx="7" ry="10" fill="#000" fill-opacity=".55"/>`)
      .join("");
    const thread = lighter(p.base, 0.4);
    return (
      piece(scene, upper, cloth, { inside: stitch("M392 160L371 470M508 160L529 470", thread) }) +
      piece(scene, lower, cloth, { inside: stitch("M371 730L390 1070M529 730L510 1070", thread) + holes })
    );
  }
  const cloth: Cloth = { fill: metal, print: null, weave: null, sheen: 1 };
  const mesh = garment.fabric === "Mesh Strap";
  const rows = (from: number, till: number) =>
    Array.from({ length: Math.floor((till - from) / (mesh ? 11 : 34)) }, (_, i) => {
      const y = from + i * (mesh ? 11 : 34);
      return mesh
        ? `<path d="M340 ${y}q10 6 20 0t20 0t20 0t20 0t20 0t20 0t20 0t20 0t20 0t20 0" fill="none" stroke="#000" stroke-opacity=".28" stroke-width="2.4"/>`
        : `<path d="M340 ${y}H560" stroke="#000" stroke-opacity=".5" stroke-width="4"/><path d="M340 ${y + 5}H560" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>`;
    }).join("");
  const links = mesh ? "" : `<path d="M412 120V1120M488 120V1120" stroke="#000" stroke-opacity=".4" stroke-width="4"/>`;
  return (
    piece(scene, upper, cloth, { inside: rows(130, 470) + links }) +
    piece(scene, lower, cloth, { inside: rows(732, 1110) + links })
  );
}

function dial(s: Sitting): string {
  const { scene, palette: p, garment } = s;
  const strapped = garment.fabric === "Leather Strap";
  const face = strapped
    ? s.rng.pick(["#f3efe6", "#1f2430", "#22344d"])
    : p.base === "#b9bcc2" || p.base === "#c6a04d"
      ? "#f5f1e8"
      : p.base;
  const light = face === "#f3efe6" || face === "#f5f1e8" || p.base === "#eee3cb";
  const ink = light ? "#2c2a28" : "#f2ead8";
  const kind = garment.features.detail ?? "";
  const sun = scene.radial(
    [
      [0, mix(face, "#ffffff", 0.35)],
      [0.6, face],
      [1, mix(face, "#000000", 0.3)],
    ],
    [0.4, 0.35, 0.75],
  );
  const marks = Array.from({ length: 12 }, (_, i) => {
    const bold = i % 3 === 0;
    const roman =
      kind === "Roman Dial"
        ? `<path d="M-8 -132V-104M0 -132V-104M8 -132V-104" stroke="${ink}" stroke-width="${bold ? 5 : 3.4}"/>`
        : `<rect x="${bold ? -4.5 : -2.5}" y="-134" width="${bold ? 9 : 5}" height="${bold ? 30 : 20}" rx="2" fill="${p.metal}"/>`;
    return `<g transform="rotate(${i * 30})">${roman}</g>`;
  }).join("");
  const ticks = Array.from(
    { length: 60 },
    (_, i) =>
      `<path d="M0 -142V-137" transform="rotate(${i * 6})" stroke="${ink}" stroke-opacity=".7" stroke-width="1.6"/>`,
  ).join("");
  const small = (x: number, y: number) =>
    `<circle cx="${x}" cy="${y}" r="34" fill="#000" fill-opacity=".12" stroke="${ink}" stroke-opacity=".6" stroke-width="2"/><path d="M${x} ${y}l14 -18" stroke="${p.metal}" stroke-width="3"/>`;
  const extra: Record<string, string> = {
    "Chronograph Dial": small(-58, 4) + small(58, 4) + small(0, 62),
    "Mother-of-Pearl Dial": `<g fill="none" stroke-width="26" stroke-opacity=".22"><path d="M-120 40Q-20 -40 120 -60" stroke="#f4b9d8"/><path d="M-110 90Q10 20 130 10" stroke="#a9d8e8"/><path d="M-60 130Q40 70 120 70" stroke="#c9f0d0"/></g>`,
    "Skeleton Dial": `<g fill="none" stroke="${p.metal}" stroke-width="6"><circle cx="-30" cy="34" r="46" stroke-dasharray="8 5"/><circle cx="44" cy="-10" r="34" stroke-dasharray="7 5"/><circle cx="20" cy="76" r="26" stroke-dasharray="6 4"/></g>`,
  };
  const hand = (turn: number, length: number, width: number) =>
    `<path transform="rotate(${turn})" d="M${-width} 16L${-width * 0.5} ${-length}L0 ${-length - 8}L${width * 0.5} ${-length}L${width} 16Z" fill="${kind === "Skeleton Dial" ? "#f7f2e6" : p.metal}" stroke="#000" stroke-opacity=".35"/>`;
  return `<circle r="152" fill="${sun}"/>${extra[kind] ?? ""}${ticks}${marks}<g transform="translate(3 5)" opacity=".3"><path transform="rotate(-54)" d="M-4 16L0 -80L4 16Z"/><path transform="rotate(60)" d="M-4 16L0 -118L4 16Z"/></g>${hand(-54, 78, 7)}${hand(60, 116, 6)}<path d="M0 30V-124" transform="rotate(196)" stroke="${p.accent}" stroke-width="3"/><circle r="8" fill="${p.metal}"/><path d="M-120 -90A152 152 0 0 1 60 -138L-20 20Z" fill="#fff" fill-opacity=".13"/>`;
}

export function watch(s: Sitting): Drawing {
  const { scene, palette: p, garment } = s;
  const golden = p.base === "#c6a04d" || (garment.fabric === "Leather Strap" && s.rng.chance(0.5));
  const metal = garment.fabric === "Leather Strap" ? "#b9bcc2" : p.base;
  const caseStops = golden
    ? ([
        [0, "#8a6420"],
        [0.3, "#f6dd9c"],
        [0.55, "#c39a45"],
        [0.8, "#ead08a"],
        [1, "#7a5518"],
      ] as const)
    : STEEL;
  const rim = scene.linear(
    caseStops.map(([o, c]) => [o, c] as const),
    [0, 0, 1, 1],
  );
  const scale =
    { "32 mm": 0.86, "36 mm": 0.94, "40 mm": 1.02, "42 mm": 1.08, "44 mm": 1.14 }[garment.features.fit ?? ""] ?? 1;
  const shadow = scene.radial([
    [0, "#140b06", 0.5],
    [0.7, "#140b06", 0.25],
    [1, "#140b06", 0],
  ]);
  const crown = `<rect x="632" y="582" width="30" height="40" rx="6" fill="${rim}" stroke="#000" stroke-opacity=".4"/>`;
  const body = `<ellipse cx="470" cy="620" rx="250" ry="520" fill="${shadow}" opacity=".6"/>${band(s, metal)}<g transform="translate(450 600) scale(${scale}) translate(-450 -600)">${crown}<circle cx="450" cy="600" r="188" fill="${rim}" stroke="#000" stroke-opacity=".4" stroke-width="2"/><circle cx="450" cy="600" r="166" fill="${darker(golden ? "#a5823c" : "#8d9097", 0.25)}"/><g transform="translate(450 600)">${dial(s)}</g></g>`;
  return { body, on: "table", lying: true, foot: 1100, spread: 0, focus: [450, 600] };
}
