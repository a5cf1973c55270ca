/** The shopper's share of what a network pays us, in whole per cent. */
export const SHARE_PERCENT = 50;

/** What a point is worth when it is redeemed, in paise. */
export const PAISE_A_POINT = 100;

/** Paise for one whole unit of a currency; a commission in any other earns no points. */
export const PAISE_A_UNIT: ReadonlyMap<string, number> = new Map([["INR", 100]]);

/** For a published review of a purchase that a shop vouches for, and how many of them a day (of Asia/Kolkata) are rewarded. */
export const REVIEW_POINTS = 10;
export const REVIEWS_A_DAY = 3;

/** For each of the two. Together they are worth less than the cheapest membership, so that nobody pays one to win points. */
export const REFERRAL_POINTS = 30;
/** How long after their first visit a new shopper may say who sent them. */
export const REFERRAL_CLAIM_DAYS = 7;
/** How long what a referral earned can still be refunded: until then it is pending. */
export const REFERRAL_WAIT_DAYS = 7;
/** How many a calendar month (of Asia/Kolkata) earn the referrer something. */
export const REFERRALS_A_MONTH = 20;
