// The part of the site that a browser wakes for a push message, when no page of it is open. It caches nothing and answers no request.

const NAME = "Stylegence";

self.addEventListener("push", (event) => {
  event.waitUntil(show(read(event.data)));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** What was sent; a message that can't be read is shown all the same, as browsers demand one for each push. */
function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

function show({ title, body, href, image, notificationId, postedAt }) {
  const options = {
    body: typeof body === "string" ? body : "",
    // A second one of the same event takes the place of the first.
    tag: typeof notificationId === "string" ? notificationId : NAME,
    data: { href: own(href) },
    timestamp: Date.parse(postedAt) || Date.now(),
  };
  if (typeof image === "string" && image !== "") options.image = image;
  return self.registration.showNotification(typeof title === "string" && title !== "" ? title : NAME, options);
}

/** An address of this site, or its notifications where it is none. */
function own(href) {
  const { origin } = self.location;
  try {
    const url = new URL(typeof href === "string" ? href : "/notifications", origin);
    if (url.origin === origin) return url.href;
  } catch {
    // Falls through.
  }
  return new URL("/notifications", origin).href;
}

async function open(data) {
  const href = own(data?.href);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => page.url === href);
  return there ? there.focus() : self.clients.openWindow(href);
}
