import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { MailFault, openMailFaults } from "./faults.ts";
import { listPage, mailPage } from "./pages.ts";
import { sesWire } from "./ses.ts";
import { bare, type Kept, openStore } from "./store.ts";

export const MAIL_HOST = "mail.localhost";
const SHOWN = 200;

export interface Mailbox {
  /** The page, the list for tests, and SES's wire. */
  host: Hono<{ Bindings: HttpBindings }>;
  /** SES's wire alone, for the address that needs no name. */
  wire: Hono<{ Bindings: HttpBindings }>;
  /** Puts in a letter of another stand-in. */
  put(mail: Omit<Kept, "id" | "at">): void;
}

/** Where every letter ends that is sent on this machine. */
export function openMailbox({ dir, now }: { dir: string | null; now: () => Date }): Mailbox {
  const store = openStore(dir, now);
  const faults = openMailFaults();
  const wire = sesWire(store, faults);
  const host = new Hono<{ Bindings: HttpBindings }>();
  host.route("/", wire);

  host.get("/", (c) => {
    const to = bare(c.req.query("to") ?? "");
    const recipients = [...new Set(store.list().flatMap((mail) => mail.to.map(bare)))].sort();
    return c.html(listPage(store.list(to).slice(0, SHOWN), recipients, to));
  });
  host.get("/mails/:id", (c) => {
    const mail = store.find(c.req.param("id"));
    return mail ? c.html(mailPage(mail, c.req.query("view") === "text" ? "text" : "html")) : c.notFound();
  });
  host.get("/mails/:id/html", (c) => {
    const mail = store.find(c.req.param("id"));
    if (!mail) return c.notFound();
    // As mail programs: no script, nothing loaded but pictures.
    c.header(
      "content-security-policy",
      "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
    );
    const body = mail.html || `<pre>${mail.text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>`;
    return c.html(body.replace(/<head[^>]*>/i, (head) => `${head}<base target="_top">`));
  });
  host.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const gone = Promise.withResolvers<void>();
      const stop = store.listen((mail) => void stream.writeSSE({ event: "mail", data: mail.id }));
      stream.onAbort(gone.resolve);
      await stream.writeSSE({ event: "open", data: "" });
      await gone.promise;
      stop();
    }),
  );

  host.get("/messages", (c) => c.json({ items: store.list(c.req.query("to")) }));
  host.delete("/messages", (c) => {
    store.clear();
    return c.body(null, 204);
  });
  host.post("/faults", async (c) => {
    const fault = MailFault.safeParse(await c.req.json().catch(() => null));
    if (!fault.success) return c.json({ error: fault.error.message }, 400);
    faults.add(fault.data);
    return c.body(null, 204);
  });
  host.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  return { host, wire, put: (mail) => void store.add(mail) };
}
