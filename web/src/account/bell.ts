/** Tells every bell of the page how many notifications are unread. */
export function setUnread(count: number): void {
  document.dispatchEvent(new CustomEvent("unread", { detail: count }));
}

/** Calls the listener with the number of unread notifications at every change. */
export function onUnread(listener: (count: number) => void): void {
  document.addEventListener("unread", (event) => listener((event as CustomEvent<number>).detail));
}
