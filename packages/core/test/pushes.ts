import { type RawPush, type Settings, Unreadable } from "@stylegence/core/affiliate/report";

/** A click id in our form. */
export const CLICK = "01KAV7Q2M3N4P5R6S7T8V9W0XY";
export const settings = (given: Partial<Settings> = {}): Settings => ({
  network: "shopnet",
  statuses: {},
  currency: "INR",
  utcOffset: "+00:00",
  ...given,
});
export const query = (fields: Record<string, string>): RawPush => ({
  method: "GET",
  query: new URLSearchParams(fields).toString(),
  contentType: "",
  body: "",
});
export const form = (fields: Record<string, string>): RawPush => ({
  method: "POST",
  query: "",
  contentType: "application/x-www-form-urlencoded; charset=UTF-8",
  body: new URLSearchParams(fields).toString(),
});
export const json = (body: unknown): RawPush => ({
  method: "POST",
  query: "",
  contentType: "application/json",
  body: JSON.stringify(body),
});
/** Why a payload is unreadable; "" where it is not. */
export const faultOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
  return "";
};
