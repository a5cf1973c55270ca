/** What words of clothes say, −5 to 5, where the general list is silent or means something else. */
export const GARMENT_WORDS: Readonly<Record<string, number>> = {
  comfy: 2,
  cosy: 2,
  cozy: 2,
  soft: 2,
  breathable: 2,
  flattering: 3,
  durable: 2,
  sturdy: 2,
  elegant: 2,
  premium: 2,
  worth: 2,
  airy: 1,
  tight: -1,
  loose: -1,
  baggy: -1,
  itchy: -2,
  scratchy: -2,
  rough: -2,
  flimsy: -2,
  thin: -1,
  transparent: -2,
  shrunk: -2,
  shrinks: -2,
  shrank: -2,
  faded: -2,
  fades: -2,
  fading: -2,
  bleeds: -2,
  pilling: -2,
  stain: -2,
  torn: -3,
  tore: -3,
  ripped: -3,
  hole: -2,
  cheap: -1,
  cheaply: -2,
  counterfeit: -3,
  // Words of feeling elsewhere, and of cut or colour here.
  hard: 0,
  dark: 0,
  cut: 0,
  drop: 0,
  pretty: 1,
  like: 1,
};

/** They turn what follows. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  "not no never none nothing neither nor cannot cant dont doesnt didnt isnt wasnt arent werent wont wouldnt couldnt shouldnt hasnt havent hadnt hardly barely without".split(
    " ",
  ),
);

/** They make what follows more, or less. */
export const DEGREES: Readonly<Record<string, number>> = {
  very: 1.3,
  really: 1.3,
  so: 1.2,
  too: 1.2,
  extremely: 1.5,
  absolutely: 1.4,
  super: 1.3,
  totally: 1.3,
  highly: 1.3,
  bit: 0.7,
  slightly: 0.6,
  somewhat: 0.7,
  little: 0.7,
  fairly: 0.9,
};

/** What comes after says more than what came before. */
export const TURNS: ReadonlySet<string> = new Set(["but", "however", "although", "though", "yet"]);
