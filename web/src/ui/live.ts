import { useEffect, useRef } from "preact/hooks";
import type { News } from "../live/client.ts";
import { subscribe, subscribeOwn } from "../live/live.ts";

type Heard = (news: News) => void;
type Own = Parameters<typeof subscribeOwn>[0];

/** Follows a topic for as long as the view is there. */
export function useLive(topic: string, heard: Heard): void {
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => subscribe(topic, (news) => latest.current(news)), [topic]);
}

/** Follows what is the shopper's own for as long as the view is there. */
export function useOwnLive(kind: Own, heard: Heard): void {
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => subscribeOwn(kind, (news) => latest.current(news)), [kind]);
}
