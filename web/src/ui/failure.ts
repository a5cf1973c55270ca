import { ApiError } from "../api/client.ts";

export interface Told {
  title: string;
  text: string;
  /** What helps: asking again, or signing in again. */
  remedy: "retry" | "sign-in" | null;
}

/** What a failed request is in words for its shopper. */
export function tell(error: unknown): Told {
  // What `fetch` throws where no answer came.
  if (error instanceof TypeError) return OFFLINE;
  if (!(error instanceof ApiError)) return OURS;
  if (error.status === 401) {
    return {
      title: "Your session has ended",
      text: "Sign in again and you come back to this page.",
      remedy: "sign-in",
    };
  }
  if (error.status === 503 || error.status === 429) {
    return { title: "Not available just now", text: "Please try again in a moment.", remedy: "retry" };
  }
  if (error.status === 404) return { title: "Nothing is here", text: "It may have been removed.", remedy: null };
  if (error.status >= 500) return OURS;
  return { title: "This did not work", text: error.message, remedy: error.status === 409 ? "retry" : null };
}

const OFFLINE: Told = {
  title: "You seem to be offline",
  text: "Nothing was changed. Try again when you are back.",
  remedy: "retry",
};
const OURS: Told = { title: "Something went wrong on our side", text: "Please try again.", remedy: "retry" };

/** One line of it, for where there is room for no more. */
export function sentence(error: unknown): string {
  const { title, text } = tell(error);
  return title === "This did not work" ? text : `${title}. ${text}`;
}

/** What the API said of each field, by the field's name; a path such as `sizeLabels.0.label` counts for its first part as well. */
export function fieldErrors(error: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!(error instanceof ApiError)) return found;
  for (const { field, message } of error.problem?.errors ?? []) {
    found[field] ??= message;
    found[field.split(".")[0]!] ??= message;
  }
  return found;
}
