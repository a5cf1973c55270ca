/** Letters of `for`: Women, Men, Girls, Boys. A kind that only one of them wears needs no word in the title. */
export interface KindData {
  name: string;
  for: string;
  /** Other words for it, singular as well as plural where they differ from the name's own. */
  also: string;
}

/** Groups and kinds of garment, without the department. */
export const GROUPS: Record<string, { name: string; kinds: Record<string, KindData> }> = {
  "ethnic-wear": {
    name: "Ethnic wear",
    kinds: {
      sarees: { name: "Sarees", for: "W", also: "saree, sari, saris, half saree" },
      kurtas: {
        name: "Kurtas",
        for: "WMGB",
        also: "kurta, kurti, kurtis, pathani, ethnic tunic, short kurta, long kurta, kurtas kurtis",
      },
      "kurta-sets": {
        name: "Kurta sets",
        for: "WMGB",
        also: "kurta set, kurti set, suit set, salwar suit, salwar suits, salwar kameez, salwar set, palazzo set, palazzo suit, sharara set, sharara suit, churidar suit, anarkali suit, punjabi suit, patiala suit, kurta pyjama, kurta pajama, kurta pyjama set, kurta suit set, ethnic set, kurta suits, kurtas suits, dhoti kurta set, dhoti kurta",
      },
      lehengas: {
        name: "Lehenga cholis",
        for: "WG",
        also: "lehenga, lehengas, lehenga choli, lehnga, lehanga, ghagra, ghagra choli, chaniya choli, lehenga set",
      },
      "ethnic-dresses": {
        name: "Ethnic dresses & gowns",
        for: "WG",
        also: "ethnic dress, ethnic gown, anarkali, anarkali dress, anarkali kurta, anarkalis, gown, gowns, pavadai, ethnic dresses",
      },
      "saree-blouses": {
        name: "Saree blouses",
        for: "W",
        also: "saree blouse, sari blouse, readymade blouse, blouse piece, choli",
      },
      dupattas: { name: "Dupattas", for: "W", also: "dupatta, dupatta stole, chunni, odhni, phulkari dupatta" },
      "dress-materials": {
        name: "Dress materials",
        for: "W",
        also: "dress material, unstitched suit, unstitched dress material, suit material, unstitched kurta",
      },
      sherwanis: { name: "Sherwanis", for: "MB", also: "sherwani, achkan, indo western, sherwani set" },
      "nehru-jackets": {
        name: "Nehru jackets",
        for: "MB",
        also: "nehru jacket, bandi, bundi, modi jacket, nehru waistcoat, nehru vest, ethnic jacket",
      },
      "ethnic-bottoms": {
        name: "Salwars, palazzos & dhotis",
        for: "WMGB",
        also: "palazzo, palazzos, palazzo pants, salwar, salwars, churidar, churidars, patiala, patialas, sharara, shararas, gharara, dhoti, dhotis, dhoti pants, mundu, lungi, veshti, ethnic bottoms, pyjama churidar",
      },
    },
  },
  topwear: {
    name: "Topwear",
    kinds: {
      "t-shirts": {
        name: "T-shirts",
        for: "WMGB",
        also: "t shirt, tshirt, tshirts, tee, tees, polo shirt, polo t shirt, polo tshirt, polo, henley, tee shirt",
      },
      shirts: {
        name: "Shirts",
        for: "WMGB",
        also: "shirt, casual shirt, formal shirt, denim shirt, oxford shirt, button down",
      },
      tops: {
        name: "Tops & tunics",
        for: "WG",
        also: "top, tunic, tunics, blouse, blouses, crop top, tank top, camisole, peplum, cami, bodysuit, tops tunics, tube top",
      },
      sweatshirts: {
        name: "Sweatshirts & hoodies",
        for: "WMGB",
        also: "sweatshirt, hoodie, hoodies, hooded sweatshirt, hoody",
      },
      sweaters: {
        name: "Sweaters & cardigans",
        for: "WMGB",
        also: "sweater, pullover, pullovers, cardigan, cardigans, jumper, knitwear, sweater vest, turtleneck sweater",
      },
      jackets: {
        name: "Jackets",
        for: "WMGB",
        also: "jacket, bomber, bomber jacket, denim jacket, puffer, puffer jacket, windcheater, parka, shrug, shrugs, gilet, quilted jacket, trucker jacket, leather jacket, rain jacket, raincoat",
      },
      coats: {
        name: "Coats",
        for: "WM",
        also: "coat, overcoat, overcoats, trench coat, peacoat, longline coat, trench",
      },
      blazers: {
        name: "Blazers & waistcoats",
        for: "WMB",
        also: "blazer, single breasted blazer, waistcoat, waistcoats, bandhgala, bandhgala blazer, jodhpuri, tuxedo blazer",
      },
      suits: {
        name: "Suits",
        for: "MBW",
        also: "formal suit, two piece suit, three piece suit, tuxedo, pant suit, suit",
      },
    },
  },
  bottomwear: {
    name: "Bottomwear",
    kinds: {
      jeans: { name: "Jeans", for: "WMGB", also: "jean, denim jeans, denim pants, denims, jeggings, jegging" },
      trousers: {
        name: "Trousers",
        for: "WMGB",
        also: "trouser, pants, pant, chinos, chino, formal trousers, culottes, cargo, cargos, cargo pants, cargo trousers, slacks, cigarette pants, corduroys",
      },
      "track-pants": {
        name: "Track pants & joggers",
        for: "WMGB",
        also: "track pant, trackpants, joggers, jogger, sweatpants, trackpant, track bottoms",
      },
      shorts: {
        name: "Shorts",
        for: "WMGB",
        also: "denim short, bermuda short, bermuda, bermudas, hot pants, denim shorts",
      },
      skirts: {
        name: "Skirts",
        for: "WG",
        also: "skirt, flared skirt, midi skirt, maxi skirt, mini skirt, ethnic skirt",
      },
      leggings: {
        name: "Leggings",
        for: "WG",
        also: "legging, tights, churidar leggings, treggings, capris, capri, stockings",
      },
    },
  },
  dresses: {
    name: "Dresses & sets",
    kinds: {
      "casual-dresses": {
        name: "Dresses",
        for: "WG",
        also: "dress, dresses, maxi dress, midi dress, mini dress, bodycon, sundress, shift dress, a line dress, wrap dress, shirt dress, frock, frocks, maxi, sheath dress, kaftan, kaftans, skater dress, t shirt dress",
      },
      jumpsuits: {
        name: "Jumpsuits & playsuits",
        for: "WG",
        also: "jumpsuit, playsuit, playsuits, romper, rompers, dungaree, dungarees",
      },
      "co-ords": {
        name: "Co-ord sets",
        for: "WMGB",
        also: "co ord, co ords, coord, co ord set, coord set, co ordinates, clothing set, clothing sets, two piece set, matching set, coords, t shirt and shorts set",
      },
    },
  },
  innerwear: {
    name: "Inner & sleepwear",
    kinds: {
      bras: { name: "Bras", for: "W", also: "bra, bralette, sports bra, push up bra, t shirt bra" },
      briefs: {
        name: "Briefs & trunks",
        for: "WMGB",
        also: "brief, trunk, trunks, boxer, boxers, boxer shorts, panty, panties, underwear, hipster, innerwear",
      },
      vests: { name: "Vests", for: "MBWG", also: "vest, innerwear vest, baniyan, undershirt, gym vest" },
      nightwear: {
        name: "Nightwear",
        for: "WMGB",
        also: "night suit, nightsuit, nightdress, night dress, nightgown, nighty, nightie, pyjama set, sleepwear, night suits, babydoll, bathrobe, robe, nightdresses",
      },
      pyjamas: {
        name: "Pyjamas & lounge pants",
        for: "WMGB",
        also: "pyjama, pajama, pajamas, lounge pants, lounge pant, lounge shorts, loungewear, lounge tshirt",
      },
      socks: { name: "Socks", for: "WMGB", also: "sock, ankle socks, crew socks" },
      thermals: {
        name: "Thermals",
        for: "WMGB",
        also: "thermal, thermal top, thermal set, thermal bottoms, thermal wear",
      },
      swimwear: {
        name: "Swimwear",
        for: "WMGB",
        also: "swimsuit, bikini, swim shorts, swimming costume, swim dress, swimsuits",
      },
      shapewear: { name: "Shapewear", for: "W", also: "saree shapewear, body shaper, tummy tucker, petticoat" },
    },
  },
  activewear: {
    name: "Activewear",
    kinds: {
      tracksuits: { name: "Tracksuits", for: "WMGB", also: "tracksuit, track suit" },
    },
  },
  footwear: {
    name: "Footwear",
    kinds: {
      sneakers: {
        name: "Sneakers & casual shoes",
        for: "WMGB",
        also: "sneaker, lace up sneakers, velcro sneakers, slip on loafers, casual shoes, casual shoe, canvas shoes, slip ons, slip on shoes, plimsolls, loafers, loafer, espadrilles, moccasins, boat shoes, driving shoes, shoe, shoes",
      },
      "sports-shoes": {
        name: "Sports shoes",
        for: "WMGB",
        also: "sports shoe, running shoes, running shoe, training shoes, walking shoes, football shoes, badminton shoes, trainers, gym shoes, basketball shoes, cricket shoes, trekking shoes",
      },
      "formal-shoes": {
        name: "Formal shoes",
        for: "MBW",
        also: "formal shoe, oxfords, oxford shoes, derby, derbys, derby shoes, brogue, brogues, monk straps, monk shoes, formal slip ons",
      },
      heels: {
        name: "Heels",
        for: "WG",
        also: "heel, stilettos, stiletto, pumps, pump, wedges, wedge, block heels, kitten heels, heeled sandals, platform heels, wedge sandals",
      },
      flats: {
        name: "Flats",
        for: "WG",
        also: "ballerinas, ballerina, ballet flats, open toe flats, flat sandals, flat shoes, bellies",
      },
      sandals: {
        name: "Sandals",
        for: "WMGB",
        also: "sandal, floaters, sports sandals, comfort sandals, fisherman sandals, gladiators",
      },
      "flip-flops": {
        name: "Flip-flops & slides",
        for: "WMGB",
        also: "flip flop, flip flops, slipper, slippers, slides, slide, sliders, slider, clogs, chappal, chappals",
      },
      boots: { name: "Boots", for: "WMGB", also: "boot, chelsea boots, ankle boots, chukka, chukka boots" },
      "ethnic-footwear": {
        name: "Juttis, mojaris & kolhapuris",
        for: "WMGB",
        also: "jutti, juttis, jutti flats, mojari shoes, mojari, mojaris, kolhapuri, kolhapuris, kolhapuri chappal, ethnic footwear, ethnic shoes, peshawari",
      },
    },
  },
  bags: {
    name: "Bags & wallets",
    kinds: {
      handbags: {
        name: "Handbags",
        for: "W",
        also: "handbag, hand bag, shoulder bag, shoulder bags, tote, totes, tote bag, hobo bag, satchel, sling bag, sling bags, sling, crossbody bag, bucket bag",
      },
      clutches: { name: "Clutches & potlis", for: "W", also: "clutch, potli, potlis, potli bag, batua" },
      backpacks: {
        name: "Backpacks",
        for: "WMGB",
        also: "backpack, rucksack, rucksacks, laptop bag, laptop bags, school bag",
      },
      "travel-bags": {
        name: "Travel bags",
        for: "WM",
        also: "duffel bag, duffle bag, trolley bag, gym bag, duffel, messenger bag, messenger bags, waist pouch",
      },
      wallets: { name: "Wallets", for: "WM", also: "wallet, purse, purses, card holder" },
    },
  },
  jewellery: {
    name: "Jewellery",
    kinds: {
      earrings: {
        name: "Earrings",
        for: "WG",
        also: "earring, jhumka, jhumkas, jhumka earrings, studs, chandbali, chandbalis, ear cuff, drop earrings, hoops",
      },
      necklaces: {
        name: "Necklaces & sets",
        for: "WG",
        also: "necklace, necklace set, choker, chokers, mangalsutra, jewellery set, jewelry set, jewellery sets, pendant, pendants, chain, haar, necklace and chains, pendant set",
      },
      bangles: {
        name: "Bangles & bracelets",
        for: "WG",
        also: "bangle, bangle set, bracelet, bracelets, kada, kadas, kangan, bangles set",
      },
      rings: { name: "Rings", for: "WM", also: "ring, finger ring, toe ring, toe rings" },
      "other-jewellery": {
        name: "Maang tikkas, anklets & nose pins",
        for: "W",
        also: "maang tikka, maangtikka, nose pin, nose ring, nath, anklet, anklets, payal, brooch, brooches, kamarbandh",
      },
    },
  },
  accessories: {
    name: "Accessories",
    kinds: {
      watches: {
        name: "Watches",
        for: "WMGB",
        also: "watch, wrist watch, analogue watch, smartwatch, smart watch, digital watch, chronograph",
      },
      sunglasses: {
        name: "Sunglasses & frames",
        for: "WMGB",
        also: "sunglass, aviators, wayfarers, eyeglasses, spectacle frame",
      },
      belts: { name: "Belts", for: "WM", also: "belt, leather belt" },
      headwear: {
        name: "Caps & hats",
        for: "WMGB",
        also: "cap, caps, hat, hats, beanie, beanies, baseball cap, turban, safa, headband, hairband",
      },
      scarves: {
        name: "Scarves, stoles & shawls",
        for: "WM",
        also: "scarf, stole, stoles, shawl, shawls, muffler, mufflers, pashmina, bandana",
      },
      ties: {
        name: "Ties, cufflinks & pocket squares",
        for: "MB",
        also: "tie, necktie, bow tie, cufflinks, cufflink, pocket square, ties and cufflinks, tie pin",
      },
      gloves: { name: "Gloves", for: "WM", also: "glove, mittens" },
      "hair-accessories": {
        name: "Hair accessories",
        for: "WG",
        also: "hair clip, scrunchie, scrunchies, hair accessory, hair pin, juda pin",
      },
    },
  },
};

/** What shops call a whole group where their breadcrumb goes no deeper. */
export const GROUP_WORDS: Record<string, string> = {
  "ethnic-wear":
    "ethnic wear, indian wear, indian and fusion wear, indian fusion wear, ethnic, traditional wear, festive wear, fusion wear",
  topwear: "topwear, top wear, winterwear, winter wear, upperwear",
  bottomwear: "bottomwear, bottom wear, bottoms, lowers",
  dresses: "dresses and sets, western dresses",
  innerwear: "inner wear, sleepwear, sleep wear, lingerie, lingerie and sleepwear",
  activewear: "active wear, activewear, sportswear, sports wear",
  footwear: "foot wear, footwear",
  bags: "bags, bags and wallets, luggage, bag",
  jewellery: "jewellery, jewelry, imitation jewellery, fashion jewellery",
  accessories: "accessories, fashion accessories",
};
