import type { Availability } from "../product.ts";

/**
 * What shops of many countries write on their buttons and beside their stock. A language or phrase that is missing is added
 * to these lists, in lower case, as a regular expression.
 */

/** Any of the phrases, as whole words. */
function anyOf(...phrases: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${phrases.join("|")})(?!\\p{L})`, "iu");
}

/** A text that begins with one of the phrases. */
function beginsWith(...phrases: readonly string[]): RegExp {
  return new RegExp(`^\\W{0,3}(?:${phrases.join("|")})(?!\\p{L})`, "iu");
}

/** The button that puts the page's product into the cart. */
export const BUY = beginsWith(
  "(?:\\+ )?add(?: item)? to (?:my )?(?:shopping )?(?:cart|bag|basket|trolley)|buy(?: it| this)? now|buy|purchase|order(?: it)? now|pre-?order(?: now)?|go to (?:cart|store)|shop now at|place bid|make (?:an )?offer",
  "in den (?:warenkorb|einkaufswagen)|zum warenkorb hinzufügen|jetzt (?:kaufen|bestellen)|sofort-?kaufen|kaufen",
  "ajouter (?:au|à mon|dans le) panier|mettre au panier|acheter|j'achète",
  "añadir (?:al carrito|al? (?:la )?(?:cesta|bolsa)|al carro)|agregar (?:al? (?:mi )?)?(?:carr(?:ito|o)|bolsa)|c[oó]mpr(?:ar|a|alo)(?: ya| ahora)?",
  "adicionar (?:ao carrinho|à sacola|à cesta)|aggiungi al carrello|acquista",
  "(?:toevoegen aan|in)(?: mijn)? (?:winkel(?:wagen|mand|mandje)|winkelmandje)|bestellen",
  "do koszyka|dodaj do koszyka|kup teraz|zamów|(?:vložit |přidat )?do košíku|koupit|objednat|(?:vložiť |pridať )?do košíka|kúpiť|objednať",
  "(?:dodaj )?v košarico|naroči|dodaj u košaricu|u košaricu|kupi(?: zdaj| odmah)?|kosárba(?: teszem)?|megrendel(?:em|és)",
  "lisa (?:ostu)?korvi|osta|lisää ostoskoriin|tilaa|pievienot grozam|ielikt grozā|pirkt|į krepšelį|pirkti",
  "lägg (?:i|till i) (?:varukorg(?:en)?|kundvagn(?:en)?)|köp|beställ|læg i (?:indkøbs)?kurv(?:en)?|køb(?: nu)?|legg i (?:handle)?kurv(?:en)?|kjøp",
  "(?:добавить )?в корзину|купить|заказать|(?:додати )?(?:до|в|у) кошик[ау]?|купити",
  "adaug[aă] [iî]n co[sș]|cump[aă]r[aă]|sepete (?:ekle|at)|satın al|hemen al|προσθήκη στο καλάθι|αγορά",
  "カートに(?:入れる|追加)|カートへ|購入(?:する)?|今すぐ購入|加入購物車|加入购物车|立即購買|立即购买|直接購買|장바구니(?: 담기)?|바로 ?구매|구매하기",
  "thêm vào giỏ(?: hàng)?|mua ngay|beli sekarang|tambah(?:kan)? ke (?:troli|keranjang)|masukkan keranjang|ซื้อ(?:เลย|สินค้า)?|เพิ่มลงใน(?:รถเข็น|ตะกร้า)",
  "أضف|اضف|اشتر|הוסף לסל|קנה עכשיו|افزودن به سبد",
);

/** What an advertisement offers instead of a cart. */
export const CONTACT = beginsWith(
  "(?:contact|message|e-?mail|call|chat with|ask)(?: the)? (?:seller|user|owner|advertiser)|chat now|show (?:phone )?number|send message",
  "(?:anbieter|verkäufer) kontaktieren|kontaktieren|nachricht (?:senden|schreiben)|contacter(?: le vendeur)?|contactar(?: con el)?(?: vendedor| anunciante)?|contatta(?: il venditore)?",
  "написать (?:продавцу|сообщение)|показать (?:телефон|номер)|kontakta säljaren|ota yhteyttä",
);

/** What stock is said to be; the first that a text says counts. */
export const STOCK: readonly (readonly [Availability, RegExp])[] = [
  ["discontinued", anyOf("discontinued", "no longer (?:available|sold|made)", "nicht mehr (?:lieferbar|verfügbar)")],
  [
    "pre_order",
    /(?<!\p{L})(?:pre-?order (?:now|item|only)|available for pre-?order|available (?:on|from) \d{1,2} \w+|coming soon|ships? from \w+ \d|vorbestell(?:en|bar)|précommande|предзаказ|予約)(?![\p{L}\d])/iu,
  ],
  ["back_order", anyOf("(?:available )?(?:on |for )?back-?order(?:ed)?")],
  [
    "out_of_stock",
    anyOf(
      "out of stock|sold ?out|currently unavailable|temporarily (?:out of stock|unavailable)|not (?:currently )?(?:available|in stock)|no stock|unavailable|notify me(?: when)?|email me when (?:available|back)|back in stock soon|item is no longer for sale",
      "épuisé|rupture(?: de stock)?|indisponible|ausverkauft|nicht (?:verfügbar|auf lager|vorrätig|lieferbar)|derzeit nicht|vergriffen|agotado|sin (?:stock|existencias)|fuera de stock|no disponible|esgotado|indispon[ií]vel|sem estoque|fora de estoque|esaurito|non disponibile",
      "uitverkocht|niet (?:op voorraad|leverbaar|beschikbaar)|vyprodáno|není (?:skladem|dostupné|k dispozici)|nedostupn[éýá]|vypredan[éý]|nie je skladom|wyprzedan[eya]|niedostępn[eya]|brak (?:towaru|w magazynie|na stanie)|ni (?:na zalogi|na voljo)|razprodano|rasprodano|nije dostupno|nincs (?:készleten|raktáron)|elfogyott",
      "läbi müüdud|otsas|ei ole saadaval|slutsåld|(?:ej|inte|slut) i lager|ikke på lager|ud?solgt|utsolgt|loppu(?:unmyyty)?|ei (?:saatavilla|varastossa)|nav (?:pieejams|noliktavā)|nėra sandėlyje|išparduota",
      "нет в наличии|нет на складе|распродан[ао]?|закончил(?:ся|ась|ось)|немає в наявності|изчерпан|stoc epuizat|indisponibil|tükendi|stokta yok|εξαντλήθηκε|μη διαθέσιμο",
      "品切れ|在庫なし|売り切れ|完売|品切|售完|售罄|缺貨|缺货|已售完|補貨中|품절|일시품절|hết hàng|(?:stok )?habis|สินค้าหมด|نفد|غير متوفر|אזל|ناموجود",
    ),
  ],
  [
    "in_stock",
    anyOf(
      "in stock|in-stock|available(?: now)?|ready (?:to ship|stock)|only \\d+ left|hurry,? only|\\d+ (?:left )?in stock|\\d+ available|in (?:store|stores)",
      "en stock|disponible|auf lager|sofort (?:lieferbar|verfügbar)|lieferbar|verfügbar|vorrätig|hay existencias|em (?:stock|estoque)|dispon[ií]vel|disponibilità immediata|disponibile",
      "op voorraad|leverbaar|skladem|ihned k odeslání|na sklad[eě]|skladom|dostupn[éýá]|dostępn[yea]|w magazynie|na stanie|na zalogi|dobavljivo|na voljo|na (?:stanju|skladištu)|dostupno|raspoloživo|raktáron|készleten|elérhető",
      "laos|saadaval|finns i lager|i lager|på lager|varastossa|saatavilla|pieejams|ir noliktavā|yra sandėlyje|turime",
      "в наличии|есть в наличии|в продаже|на складе|є в наявності|в наявності|в наличност|stokta(?: var)?|mevcut|în stoc|in stoc|pe stoc|άμεσα διαθέσιμο|διαθέσιμο",
      "在庫あり|在庫有|現貨|现货|有貨|有货|재고 ?있음|còn hàng|tersedia|มีสินค้า|متوفر|במלאי|موجود",
    ),
  ],
];
