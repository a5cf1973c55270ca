export type Line = "ethnic" | "western" | "kids" | "juttis" | "sneakers" | "shoes" | "leather" | "watches";

export interface Brand {
  id: string;
  name: string;
  /** The first letters of its style codes. */
  code: string;
  lines: readonly Line[];
  /** What its prices are multiplied by. */
  tier: number;
  story: string;
  /** Whom it dresses; everybody when absent. */
  only?: "women" | "men";
}

const brand = (
  name: string,
  code: string,
  lines: Line[],
  tier: number,
  story: string,
  only?: Brand["only"],
): Brand => ({
  id: name
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, ""),
  name,
  code,
  lines,
  tier,
  story,
  ...(only ? { only } : {}),
});

/** All invented. */
export const BRANDS: readonly Brand[] = [
  brand("Aaravika", "AVK", ["ethnic"], 1, "Aaravika makes everyday ethnic wear in Jaipur, cut for long days."),
  brand("Nilambar Loom", "NLM", ["ethnic"], 1.4, "Nilambar Loom works with dyers near Bagru who still print by hand."),
  brand("Kesarine", "KSR", ["ethnic"], 1.15, "Kesarine is known for warm colour and easy fits."),
  brand(
    "Mogra & Moss",
    "MGM",
    ["ethnic", "western"],
    1.25,
    "Mogra & Moss draws its prints from a Pune garden.",
    "women",
  ),
  brand("Tantuvaya", "TTV", ["ethnic"], 1.8, "Tantuvaya buys directly from weaving families in Varanasi and Chanderi."),
  brand(
    "Gulnaaz Atelier",
    "GLZ",
    ["ethnic"],
    2.4,
    "Gulnaaz Atelier embroiders occasion wear in a small Lucknow workshop.",
    "women",
  ),
  brand("Zarikala", "ZRK", ["ethnic"], 2, "Zarikala sets fine zari on festive silhouettes.", "women"),
  brand("Bandhej Bay", "BBY", ["ethnic"], 1.1, "Bandhej Bay ties and dyes in Kutch, knot by knot."),
  brand("Ikatra", "IKT", ["ethnic"], 1.3, "Ikatra brings Pochampally ikat to daily clothes."),
  brand(
    "Chandrika Weaves",
    "CHW",
    ["ethnic"],
    1.6,
    "Chandrika Weaves has sold sarees in Madurai for three generations.",
    "women",
  ),
  brand("Meherbagh", "MHB", ["ethnic"], 0.85, "Meherbagh keeps festive dressing within reach."),
  brand(
    "Rivayat Row",
    "RVR",
    ["ethnic"],
    1.7,
    "Rivayat Row tailors menswear for weddings, from haldi to reception.",
    "men",
  ),
  brand("Panghat Story", "PGS", ["ethnic"], 0.75, "Panghat Story makes light cottons for hot months."),
  brand("Dhaagaverse", "DGV", ["ethnic", "western"], 0.9, "Dhaagaverse mixes street cuts with Indian craft."),
  brand("Kanchira", "KNC", ["ethnic"], 2.2, "Kanchira weaves silk with a hand you can hear.", "women"),
  brand("Vasantika", "VST", ["ethnic"], 0.95, "Vasantika sews bright kurtas for office and errands.", "women"),
  brand("Phulkarya", "PHK", ["ethnic"], 1.2, "Phulkarya trains women in Patiala in phulkari embroidery."),
  brand("Jharokha Lane", "JHL", ["ethnic"], 1.05, "Jharokha Lane borrows its motifs from old havelis."),
  brand("Mayurika", "MYR", ["ethnic"], 0.8, "Mayurika is colour at a friendly price."),
  brand("Tulsidas & Sons", "TDS", ["ethnic"], 1.5, "Tulsidas & Sons has cut bandhgalas since 1962.", "men"),
  brand("Harrow & Finch", "HNF", ["western"], 1.3, "Harrow & Finch makes shirts that keep their collar.", "men"),
  brand("Northbound Denim", "NBD", ["western"], 1.2, "Northbound Denim washes with a tenth of the usual water."),
  brand("Calder Street", "CLD", ["western"], 0.95, "Calder Street designs city basics in Bengaluru."),
  brand("Bluewick", "BLW", ["western"], 0.8, "Bluewick knits soft tees and fleeces."),
  brand("Otter & Oak", "OTO", ["western"], 1.1, "Otter & Oak clothes slow weekends."),
  brand("Marlowe Kade", "MLK", ["western"], 1.9, "Marlowe Kade is tailoring without stiffness."),
  brand("Fable & Fern", "FBF", ["western"], 1.15, "Fable & Fern prints dresses from botanical plates.", "women"),
  brand("Stonemill Supply", "STM", ["western"], 1, "Stonemill Supply builds jackets that age well."),
  brand("Wexmere", "WXM", ["western"], 1.35, "Wexmere makes workwear for people who sit down and stand up a lot."),
  brand(
    "Lumen Athletica",
    "LMA",
    ["western", "sneakers"],
    1.05,
    "Lumen Athletica makes training clothes and trainers.",
  ),
  brand("Kite & Cove", "KTC", ["western"], 0.9, "Kite & Cove lives near the beach in Goa."),
  brand("Ravelle", "RVL", ["western", "leather"], 1.6, "Ravelle makes evening pieces with a clean line.", "women"),
  brand("Sable Row", "SBR", ["western", "leather"], 1.75, "Sable Row cuts leather goods in Kanpur."),
  brand("Tidewater Tees", "TWT", ["western"], 0.6, "Tidewater Tees prints one good T-shirt at a time."),
  brand("Velmora", "VLM", ["leather", "watches"], 1.4, "Velmora designs bags and watches to be carried for years."),
  brand("Ambergate", "AMB", ["watches"], 1.8, "Ambergate assembles watches in Hosur."),
  brand("Strydewell", "SDW", ["shoes", "sneakers"], 1.1, "Strydewell shapes its lasts on Indian feet."),
  brand("Corvane", "CRV", ["shoes", "leather", "juttis"], 1.5, "Corvane makes shoes in Agra with stitched soles."),
  brand("Mojri Mahal", "MJM", ["juttis"], 0.9, "Mojri Mahal stitches juttis and mojaris in Jodhpur."),
  brand("Paduka Works", "PDW", ["juttis"], 0.8, "Paduka Works makes flats for dancing at weddings."),
  brand("Chhota Chaand", "CHC", ["kids"], 0.95, "Chhota Chaand dresses children for festivals and for play."),
  brand("Little Gulmohar", "LGM", ["kids"], 1.15, "Little Gulmohar uses cotton soft enough for the youngest."),
  brand("Tinytide", "TNT", ["kids"], 0.8, "Tinytide makes clothes that survive playgrounds."),
  brand("Pebble Parade", "PBP", ["kids"], 1, "Pebble Parade thinks children should choose their own colours."),
];
