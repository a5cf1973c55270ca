import type { RewardEntry, Rewards } from "@stylegence/contracts/reward";
import { useMemo, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { useOwnLive } from "../../ui/live.ts";
import { extended, refreshed, useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { Balance } from "./balance.tsx";
import { Claim } from "./claim.tsx";
import { Invite } from "./invite.tsx";
import { Redeem } from "./redeem.tsx";
import { Statement } from "./statement.tsx";

const PAGE = 20;
const keyOf = ({ entryId }: RewardEntry) => entryId;
const isBelow = (one: RewardEntry, last: RewardEntry) => one.at < last.at;

export function RewardsPage() {
  const shown = useRef<Rewards | null>(null);
  const load = useLoad(async () => {
    const fresh = await me.rewards({ limit: PAGE });
    return { ...fresh, ...refreshed(shown.current, fresh, keyOf, isBelow) };
  });
  const { value, error, reload } = load;
  shown.current = value;
  const [isMore, setMore] = useState(false);
  const refresh = useMemo(() => soon(reload), [reload]);
  useOwnLive("rewards", (news) => news.type !== "refused" && refresh());

  async function more(): Promise<void> {
    if (!value?.nextCursor) return;
    setMore(true);
    try {
      const next = await me.rewards({ limit: PAGE, cursor: value.nextCursor });
      load.set((now) => ({ ...now, ...extended(now, next, keyOf) }));
    } catch (cause) {
      announce(sentence(cause), "bad");
    } finally {
      setMore(false);
    }
  }

  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={4} kind="form" />;
  return (
    <>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      <Claim referral={value.referral} onClaimed={reload} />
      <Balance balance={value.balance} toCome={value.toCome} />
      <Redeem redeemable={value.redeemable} spendable={value.balance.spendable} onRedeemed={reload} />
      <Invite referral={value.referral} onMade={reload} />
      <Statement items={value.items} nextCursor={value.nextCursor} busy={isMore} onMore={more} />
    </>
  );
}
