const INDIAN = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 2 });

/** "1,23,456" for 12345600 paise. */
export const grouped = (paise: number): string => INDIAN.format(paise / 100);
/** "₹1,23,456" */
export const rupee = (paise: number): string => `₹${grouped(paise)}`;
/** "123456.00" */
export const decimal = (paise: number): string => (paise / 100).toFixed(2);
/** Whole per cent under MRP; 0 where there is none. */
export const percentOff = (price: number, mrp: number): number =>
  mrp > price ? Math.round(((mrp - price) / mrp) * 100) : 0;
