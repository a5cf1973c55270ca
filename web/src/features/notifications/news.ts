import type { Notification } from "@stylegence/contracts/notification";

/** Tells each notification that comes while a page is open once; what was there before the page is known already. */
export class News {
  private readonly told = new Set<string>();
  private isFirst = true;

  /** What to say of the newest notifications as they are now; null for nothing new. */
  of(items: Pick<Notification, "notificationId" | "title" | "readAt">[]): string | null {
    const fresh = items.filter(({ notificationId, readAt }) => !readAt && !this.told.has(notificationId));
    for (const { notificationId } of items) this.told.add(notificationId);
    const wasFirst = this.isFirst;
    this.isFirst = false;
    const [newest] = fresh;
    if (wasFirst || !newest) return null;
    return fresh.length === 1 ? newest.title : `${fresh.length} new notifications. ${newest.title}`;
  }
}
