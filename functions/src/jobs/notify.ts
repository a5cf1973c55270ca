import { sesMail } from "@stylegence/clients/mail/ses";
import { webPushClient } from "@stylegence/clients/push/web-push";
import { type Channels, deliver } from "@stylegence/core/notification/deliver";
import { NotifyRequested } from "@stylegence/core/notification/notification.events";
import { sendOut } from "@stylegence/core/notification/post-out";
import { wakeUp } from "@stylegence/core/notification/wake";
import { context } from "@stylegence/core/platform/context";
import { listOf } from "@stylegence/core/platform/list";
import { guardedLookup, systemResolver } from "@stylegence/crawler/lookup";
import { parseResolve } from "@stylegence/crawler/resolve";
import { consumer, each } from "../platform/consumer.ts";
import { secret } from "../platform/secret.ts";

let mail: Channels["mail"] = null;

/** Queue `notify`: mail and push. */
export const handler = consumer("notify", NotifyRequested, each(work));

async function work(asked: NotifyRequested): Promise<object> {
  const channels = await open();
  if (asked.job === "notification") {
    const { userId, notificationId } = asked;
    return { notificationId, ...(await deliver(userId, notificationId, channels)) };
  }
  if (asked.job === "mail") return { mailId: asked.mailId, email: await sendOut(asked.mailId, channels) };
  return { purpose: asked.purpose, ...(await wakeUp(asked, channels)) };
}

async function open(): Promise<Channels> {
  const { config } = context();
  if (config.MAIL_FROM !== "") mail ??= sesMail({ configurationSet: config.MAIL_CONFIGURATION_SET || undefined });
  const [linkKeys, privateKey] = await Promise.all([
    config.MAIL_FROM === "" ? "" : secret(config.MAIL_LINK_KEY_PARAMETER),
    config.VAPID_PUBLIC_KEY === "" ? null : secret(config.VAPID_PRIVATE_KEY_PARAMETER),
  ]);
  // The first signs, the others are known still.
  return { mail, push: privateKey === null ? null : pushWith(privateKey), linkKey: listOf(linkKeys)[0] ?? "" };
}

function pushWith(privateKey: string): Channels["push"] {
  const { VAPID_SUBJECT: subject, VAPID_PUBLIC_KEY: publicKey, CRAWL_RESOLVE } = context().config;
  const lookup = guardedLookup(parseResolve(CRAWL_RESOLVE), systemResolver);
  return webPushClient({ vapid: { subject, publicKey, privateKey }, lookup });
}
