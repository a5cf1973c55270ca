import { Duration, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { ConfigurationSet, ConfigurationSetTlsPolicy, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { Routes } from "./api.ts";
import { grantReadWrite } from "./database.ts";
import { lambda, type Variables } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import { secret } from "./secrets.ts";
import type { Stage } from "./stage.ts";
import { timer } from "./timers.ts";

export interface NotificationParts {
  stage: Stage;
  table: Table;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

export interface Notifications {
  routes: Routes;
  functions: Record<string, LambdaFunction>;
  /** Tells the site's own origin, which links in mails lead to. */
  site(url: string): void;
}

/** What mails and pushes, what wakes it when quiet hours end, and what stops mails by their own links. */
export function notifications(stack: Stack, { stage, table, work, monitoring }: NotificationParts): Notifications {
  const made = (id: string, entry: string, timeoutSeconds: number, environment: Variables = {}): LambdaFunction => {
    const options = { entry, memoryMb: 256, timeoutSeconds, environment: { ...work.names, ...environment } };
    const handler = lambda(stack, id, stage, { onFailure: work.failures.async, ...options });
    grantReadWrite(table, handler);
    monitoring.watchErrors(id, handler, 5);
    return handler;
  };
  const notify = made("NotifyJob", "functions/src/jobs/notify.ts", 30, {
    MAIL_FROM: stage.mail?.from ?? "",
    VAPID_PUBLIC_KEY: stage.push?.publicKey ?? "",
    ...(stage.push ? { VAPID_SUBJECT: stage.push.subject } : {}),
  });
  mailer(stack, stage, notify);
  if (stage.push) secret(stack, stage, "VAPID_PRIVATE_KEY").grantRead(notify);
  work.queues.notify.feed(notify, { batchSize: 5, concurrency: stage.keepsData ? 10 : 2 });

  const wake = made("WakeNotifications", "functions/src/timers/wake-notifications.ts", 30);
  timer(stack, "EveryMinuteNotifications", Duration.minutes(1), wake, work.failures.async);

  const unsubscribe = made("Unsubscribe", "functions/src/http/unsubscribe.ts", 10);
  const linkKey = secret(stack, stage, "MAIL_LINK_KEY");
  linkKey.grantRead(notify);
  linkKey.grantRead(unsubscribe);
  return {
    routes: { "GET /api/v1/unsubscribe": unsubscribe, "POST /api/v1/unsubscribe": unsubscribe },
    functions: { notify, wakeNotifications: wake, unsubscribe },
    site(url) {
      for (const handler of [notify, unsubscribe]) handler.addEnvironment("SITE_URL", url);
    },
  };
}

/** The account has the sender's domain as an identity; addresses that bounced or complained are left out by Amazon. */
function mailer(stack: Stack, stage: Stage, sender: LambdaFunction): void {
  if (!stage.mail || stage.emulator) return;
  const set = new ConfigurationSet(stack, "Mail", {
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
  });
  sender.addEnvironment("MAIL_CONFIGURATION_SET", set.configurationSetName);
  const arn = (resource: string, resourceName: string) =>
    Stack.of(stack).formatArn({ service: "ses", resource, resourceName });
  sender.addToRolePolicy(
    new PolicyStatement({
      actions: ["ses:SendEmail"],
      resources: [arn("identity", stage.mail.domain), arn("configuration-set", set.configurationSetName)],
      conditions: { StringEquals: { "ses:FromAddress": stage.mail.address } },
    }),
  );
}
