import * as Consents from "@stylegence/contracts/consent";
import * as Metrics from "@stylegence/contracts/metrics";
import { PageQuery } from "@stylegence/contracts/page";
import * as Contract from "@stylegence/contracts/shopper";
import { notFound } from "@stylegence/core/platform/errors";
import * as Calendar from "@stylegence/core/shopper/calendar";
import * as Consent from "@stylegence/core/shopper/consent";
import * as BodyMetrics from "@stylegence/core/shopper/metrics";
import * as Profile from "@stylegence/core/shopper/profile";
import { visibleMetrics } from "@stylegence/core/shopper/visible-metrics";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

const own = { security: "shopper", params: undefined, query: undefined, cacheControl: PRIVATE } as const;
const nothing = { response: z.null(), responseName: "Nothing" } as const;
const MetricsId = z.string().check(z.regex(/^met_[0-9A-HJKMNP-TV-Z]{26}$/));

export const profileRoutes: Route[] = [
  route({
    ...own,
    path: "/me/profile",
    id: "getProfile",
    summary: "What the shopper says of themselves: preferences, sizes, age, consents",
    response: Contract.Profile,
    responseName: "Profile",
    answer: async () => ({ body: await Profile.read() }),
  }),
  route({
    ...own,
    method: "PATCH",
    path: "/me",
    id: "changeProfile",
    summary: "Changes the profile; what is not named stays. An age under 18 ends the consents that take an adult",
    body: Contract.ProfileInput,
    response: Contract.Profile,
    responseName: "Profile",
    answer: async ({ body }) => ({ body: await Profile.change(body) }),
  }),
  route({
    ...own,
    path: "/me/consents",
    id: "getConsents",
    summary: "The consents with the texts to show",
    response: Consents.Consents,
    responseName: "Consents",
    answer: async () => ({ body: await Consent.read() }),
  }),
  route({
    ...own,
    method: "PUT",
    path: "/me/consents",
    id: "changeConsents",
    summary: "Gives and withdraws consents; a withdrawal empties every copy",
    body: Consents.ConsentsInput,
    response: Consents.Consents,
    responseName: "Consents",
    answer: async ({ body }) => ({ body: await Consent.change(body) }),
  }),
  route({
    ...own,
    path: "/me/consents/history",
    id: "listConsents",
    summary: "Every time that a consent was given or withdrawn, newest first",
    query: PageQuery,
    response: Consents.ConsentHistory,
    responseName: "ConsentHistory",
    answer: async ({ query }) => {
      const { items, nextCursor } = await Consent.history(query);
      return {
        body: {
          items: items.map(({ consentId, flag, granted, version, reason, at }) => ({
            consentId,
            flag,
            granted,
            version,
            reason,
            at,
          })),
          nextCursor,
        },
      };
    },
  }),
  route({
    ...own,
    path: "/me/metrics",
    id: "getMetrics",
    summary: "The shopper's own measurements, in centimetres and kilograms",
    response: Metrics.MyMetrics,
    responseName: "MyMetrics",
    answer: async () => ({ body: await BodyMetrics.read() }),
  }),
  route({
    ...own,
    method: "PUT",
    path: "/me/metrics",
    id: "putMetrics",
    summary: "Keeps measurements, with consent and from 18 on; those before stay in the history",
    body: Metrics.MetricsInput,
    response: Metrics.MyMetrics,
    responseName: "MyMetrics",
    answer: async ({ body }) => ({ body: await BodyMetrics.put({ ...body, bodyType: body.bodyType ?? undefined }) }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/metrics",
    id: "clearMetrics",
    summary: "Deletes the measurements and their history; the consent stays",
    ...nothing,
    answer: async () => {
      await BodyMetrics.clear();
      return { status: 204 };
    },
  }),
  route({
    ...own,
    path: "/me/metrics/history",
    id: "listMetrics",
    summary: "The shopper's own measurements over time, newest first",
    query: PageQuery,
    response: Metrics.MetricsHistory,
    responseName: "MetricsHistory",
    answer: async ({ query }) => ({ body: await BodyMetrics.history(query) }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/metrics/history/{metricsId}",
    id: "forgetMetrics",
    summary: "Deletes one entry of the history of measurements",
    params: z.object({ metricsId: MetricsId }),
    ...nothing,
    answer: async ({ params }) => {
      await BodyMetrics.forget(params.metricsId);
      return { status: 204 };
    },
  }),
  route({
    ...own,
    path: "/me/people/{userId}/metrics",
    id: "getVisibleMetrics",
    summary: "Another's measurements, as far as their consent, their link and a group's flag allow at this moment",
    params: z.object({ userId: Contract.UserId }),
    response: Metrics.BodyMetrics,
    responseName: "BodyMetrics",
    answer: async ({ params }) => {
      const metrics = await visibleMetrics(params.userId);
      if (!metrics) throw notFound();
      return { body: metrics };
    },
  }),
  route({
    ...own,
    path: "/me/calendar",
    id: "getCalendar",
    summary: "Whether a calendar is connected, and at which host",
    response: Contract.Calendar,
    responseName: "Calendar",
    answer: async () => ({ body: await Calendar.read() }),
  }),
  route({
    ...own,
    method: "PUT",
    path: "/me/calendar",
    id: "connectCalendar",
    summary: "Connects an iCal address, once it has been seen to lead to a calendar",
    body: Contract.CalendarInput,
    response: Contract.Calendar,
    responseName: "Calendar",
    answer: async ({ body }) => ({ body: await Calendar.connect(body.url) }),
  }),
  route({
    ...own,
    method: "DELETE",
    path: "/me/calendar",
    id: "disconnectCalendar",
    summary: "Forgets the calendar; no error where there is none",
    ...nothing,
    answer: async () => {
      await Calendar.disconnect();
      return { status: 204 };
    },
  }),
];
