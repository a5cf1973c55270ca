export interface Colour {
  id: string;
  /** What shops call it; the first is the brand's own word. */
  names: readonly string[];
  hex: string;
  /** The family that a shopper filters by. */
  family: string;
}

const colour = (id: string, hex: string, family: string, ...names: string[]): Colour => ({ id, hex, family, names });

export const COLOURS: readonly Colour[] = [
  colour("black", "#23222a", "black", "Black", "Jet Black"),
  colour("white", "#f4f1ea", "white", "White", "Pure White"),
  colour("ivory", "#eee3cb", "white", "Off White", "Ivory", "Cream"),
  colour("beige", "#d2bb98", "beige", "Beige", "Sand"),
  colour("grey", "#8e9197", "grey", "Grey", "Ash Grey"),
  colour("charcoal", "#45474e", "grey", "Charcoal", "Charcoal Grey"),
  colour("navy", "#22305c", "blue", "Navy Blue", "Navy", "Midnight Blue"),
  colour("royal-blue", "#2449a8", "blue", "Royal Blue", "Cobalt Blue"),
  colour("sky-blue", "#94bfdf", "blue", "Sky Blue", "Powder Blue"),
  colour("indigo", "#37437c", "blue", "Indigo", "Indigo Blue"),
  colour("denim", "#4a6d96", "blue", "Blue", "Mid Blue"),
  colour("teal", "#17696d", "green", "Teal", "Peacock Green"),
  colour("bottle-green", "#1d4a35", "green", "Bottle Green", "Forest Green"),
  colour("emerald", "#14795a", "green", "Emerald Green", "Green"),
  colour("olive", "#6d6f3c", "green", "Olive", "Olive Green"),
  colour("mint", "#b3d4bd", "green", "Mint Green", "Pista Green"),
  colour("sage", "#94a488", "green", "Sage Green", "Sage"),
  colour("mustard", "#cf982a", "yellow", "Mustard", "Mustard Yellow"),
  colour("yellow", "#efc534", "yellow", "Yellow", "Haldi Yellow"),
  colour("orange", "#e3752a", "orange", "Orange", "Tangerine"),
  colour("rust", "#ad4f2b", "orange", "Rust", "Rust Orange", "Terracotta"),
  colour("peach", "#f3bb9d", "peach", "Peach", "Peach Pink"),
  colour("coral", "#e8735f", "orange", "Coral", "Coral Red"),
  colour("red", "#b81f32", "red", "Red", "Crimson Red"),
  colour("maroon", "#6c1c2e", "maroon", "Maroon", "Wine", "Burgundy"),
  colour("pink", "#e3a0ae", "pink", "Pink", "Blush Pink"),
  colour("rani-pink", "#c11f69", "pink", "Rani Pink", "Magenta", "Fuchsia"),
  colour("lavender", "#b6a3d2", "purple", "Lavender", "Lilac"),
  colour("purple", "#5b2f6b", "purple", "Purple", "Aubergine", "Plum"),
  colour("brown", "#5f3c2a", "brown", "Brown", "Coffee Brown"),
  colour("tan", "#b17b4a", "brown", "Tan", "Camel"),
  colour("gold", "#c6a04d", "gold", "Gold", "Antique Gold"),
  colour("silver", "#b9bcc2", "silver", "Silver", "Silver Grey"),
];

const byId = new Map(COLOURS.map((c) => [c.id, c]));

/** Throws for an id that no palette names: a fault in the vocabulary. */
export function colourOf(id: string): Colour {
  const found = byId.get(id);
  if (!found) throw new Error(`No colour ${id}`);
  return found;
}
