import * as z from "zod/mini";
import { Age, ConsentFlag } from "./consent.ts";

const text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const slug = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.maxLength(100));
const nullable = <T extends z.ZodMiniType>(type: T) => z.optional(z.nullable(type));

export const UserId = z.string().check(z.regex(/^user_[A-Za-z0-9]{1,60}$/));

/** Lower case, begins with a letter; unique among all shoppers. */
export const Username = z.string().check(z.regex(/^[a-z][a-z0-9_]{2,29}$/));
export const PREFERRED_SIZE_SYSTEMS = ["IN", "US", "EU", "UK", "ALPHA"] as const;
export const PreferredSizeSystem = z.enum(PREFERRED_SIZE_SYSTEMS);

/** Which size a shopper wears of a kind of garment, of one brand or of any. */
export const SizeLabel = z.strictObject({
  /** Slug of a category. */
  category: slug,
  /** Slug of a brand; null for all. */
  brand: z.nullable(slug),
  sizeSystem: z.enum(["IN", "US", "EU", "UK", "ALPHA", "WAIST"]),
  label: text(20),
});
export type SizeLabel = z.infer<typeof SizeLabel>;

/** A calendar day, `2001-05-30`. */
export const Day = z.iso.date();

/** Answer of `GET /me/profile` and `PATCH /me`: what a shopper says of themselves. Name, address and picture are in `GET /me`. */
export const Profile = z.object({
  userId: z.string(),
  username: z.nullable(z.string()),
  birthDate: z.nullable(z.string()),
  /** The shopper said that they are 18 or older. */
  adultDeclared: z.boolean(),
  age: Age,
  stylePreferences: z.array(z.string()),
  /** Slugs. */
  favoriteBrands: z.array(z.string()),
  /** ISO 4217. */
  preferredCurrency: z.string(),
  preferredSizeSystem: PreferredSizeSystem,
  sizeLabels: z.array(SizeLabel),
  consents: z.record(ConsentFlag, z.boolean()),
});
export type Profile = z.infer<typeof Profile>;

/** Body of `PATCH /me`. What is not named stays; null empties. */
export const ProfileInput = z.strictObject({
  username: nullable(Username),
  /** Once it says under 18 it can't be changed by the shopper. */
  birthDate: z.optional(Day),
  /** "I am 18 or older." */
  adultDeclared: z.optional(z.boolean()),
  stylePreferences: z.optional(z.array(text(40)).check(z.maxLength(20))),
  favoriteBrands: z.optional(z.array(slug).check(z.maxLength(50))),
  preferredCurrency: nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
  preferredSizeSystem: nullable(PreferredSizeSystem),
  sizeLabels: z.optional(z.array(SizeLabel).check(z.maxLength(60))),
});
export type ProfileInput = z.infer<typeof ProfileInput>;

/** One whom another shopper may see: a name and a picture, nothing else. */
export const Person = z.object({
  userId: z.string(),
  /** First and last name, or "Someone" where the account has none. */
  name: z.string(),
  imageUrl: z.nullable(z.string()),
});
export type Person = z.infer<typeof Person>;

/** Body of `PUT /me/calendar`. */
export const CalendarInput = z.strictObject({
  /** Address of an iCal file, https (`webcal:` is read as https). It is a secret, and never shown again. */
  url: text(2000),
});
export type CalendarInput = z.infer<typeof CalendarInput>;

/** Answer of `GET|PUT /me/calendar`. */
export const Calendar = z.object({
  connected: z.boolean(),
  provider: z.nullable(z.literal("ical")),
  /** The host alone: the address itself opens the calendar to whoever has it. */
  host: z.nullable(z.string()),
  lastSyncedAt: z.nullable(z.string()),
});
export type Calendar = z.infer<typeof Calendar>;
