/** Colour families as shoppers filter by them, each with the names that shops give its shades. */
export const COLOURS = {
  black: "jet black, coal, ebony, onyx, kala",
  white: "snow, bright white, pure white, chalk, safed, optic white",
  cream: "off white, ivory, ecru, pearl, eggshell, vanilla, antique white, half white, milky",
  beige: "sand, nude, oatmeal, biscuit, stone, tan beige, champagne, fawn, khaki beige, taupe, skin, wheat",
  brown:
    "chocolate, coffee, tan, camel, mocha, chestnut, cinnamon, cocoa, umber, walnut, espresso, cognac, bronze brown, tobacco, toffee, mahogany, sienna, copper brown",
  grey: "gray, charcoal, ash, slate, graphite, smoke, steel, anthracite, melange grey, grey melange, gunmetal, pewter, fossil",
  silver: "silver toned, rhodium, chandi, oxidised silver, oxidized silver, metallic silver, metallic",
  gold: "golden, gold toned, sona, antique gold, brass, rose gold, zari gold, metallic gold",
  bronze: "copper, rust gold",
  red: "scarlet, crimson, cherry, ruby, tomato, brick red, lal, vermilion, sindoori, blood red, chilli red, fire red, kumkum",
  maroon: "wine, burgundy, oxblood, merlot, bordeaux, garnet, berry, plum wine, claret, mehroon, dark red",
  pink: "rani, rani pink, hot pink, magenta, fuchsia, fuschia, rose, blush, baby pink, gulabi, onion pink, dusty pink, bubblegum, flamingo, carnation, neon pink, dusty rose, mauve pink, salmon pink, candy pink",
  peach: "coral, salmon, apricot, melon, peachy, gajri, gajari, peach pink",
  orange:
    "rust, tangerine, kesari, saffron, bhagwa, burnt orange, terracotta, pumpkin, amber, carrot, narangi, paprika, brick",
  yellow:
    "lemon, lime yellow, haldi, turmeric, canary, sunshine, butter, neon yellow, pila, peela, daffodil, pineapple",
  mustard: "ochre, mustard yellow, honey, sarson, maize, dijon",
  green:
    "bottle green, emerald, forest green, mint, pista, pistachio, parrot green, sage, jade, moss, hunter green, pine, neon green, lime, lime green, fern, hara, sea green, tea green, dark green, light green, basil, grass green, seafoam",
  olive:
    "mehendi, mehandi, mehndi, mehendi green, mehandi green, army green, military green, khaki, henna, henna green, olive green, fatigue",
  teal: "peacock, peacock blue, peacock green, rama, rama green, rama blue, morpankhi, petrol, teal blue, teal green",
  turquoise: "firozi, feroza, ferozi, aqua, cyan, turquoise blue, aquamarine, sea blue, tiffany",
  blue: "sky blue, light blue, royal blue, cobalt, powder blue, denim, indigo, electric blue, ice blue, baby blue, steel blue, azure, neela, cornflower, dark blue, mid blue, medium blue, stone blue, light wash, mid wash, dark wash, chambray, ink blue, airforce blue",
  navy: "navy blue, midnight, midnight blue, dark navy, ink",
  purple: "violet, jamuni, jamun, plum, aubergine, eggplant, grape, amethyst, baingani, orchid, byzantine",
  lavender: "lilac, mauve, wisteria, periwinkle, thistle",
  multicolour:
    "multi, multicolor, multicoloured, multicolored, multi colour, multi color, multi coloured, rainbow, assorted, tie dye, colourblocked, colorblocked",
} as const;
export type ColourFamily = keyof typeof COLOURS;
