/** Hindi as it is typed in Latin letters, without words that are English as well. No detector knows it. */
export const HINGLISH: ReadonlySet<string> = new Set(
  (
    "hai hain tha thi nahi nahin nhi bahut bohot bahot accha acha achha achchha acchi achi achhi acche kapda kapdaa kapde kapdon " +
    "mast bhai yaar paisa paise vasool ekdum ekdam thoda thodi thode zyada jyada jada lekin magar kyunki kyuki aur mein maine mene mujhe " +
    "mera meri mere hamara tumhara aap aapko iska iski isko uska uski usko yeh ye woh wo kya kaise kaisa kaisi kab kahan karo karna kiya " +
    "kar raha rahi rahe gaya gayi gaye hua hui hue liya liye diya dena lena lelo khareed kharid kharida pehna pehen pehenne pehna rang " +
    "chota chhota choti chhoti bada badi sasta mehnga sahi galat bekar bekaar ghatiya khush pasand dekha dekhne jaisa jaise waisa bilkul " +
    "ke ki ko ka se pe par hi bhi toh agar sirf kuch koi sab abhi pehle baad saath wala wali wale achanak mat dhone dhoya dhulai silai " +
    "nikla nikli nikle laga lagi lage lagta lagti chahiye hoga hogi karke dikhta dikhti"
  ).split(" "),
);

/** Small words that hardly any English sentence is without, and what reviews are made of. */
export const ENGLISH: ReadonlySet<string> = new Set(
  (
    "the a an and or but is are was were be it its i my me we you your this that these those of to in on for with at as from so too very " +
    "not no never have has had do does did will would can could if than then there here just also only more most much many all any after " +
    "before out up down over good great nice best better bad worst worse poor love loved loves like liked happy perfect fine excellent " +
    "awesome amazing beautiful lovely soft comfortable comfy quality fabric cloth cotton silk material colour color size sizes fit fits " +
    "fitting fitted tight loose small large big short long length sleeve sleeves kurta saree shirt dress jeans top price money worth value " +
    "product item delivery buy bought ordered order wear wore wearing wash washed washing shrink shrunk fade faded stitching received " +
    "recommend recommended return returned looks look looking feels feel daily office party wedding festive day days time first second one"
  ).split(" "),
);
