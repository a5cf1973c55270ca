import type { SentInvitation } from "@stylegence/contracts/invitation";
import type { Link, LinkInput } from "@stylegence/contracts/link";
import { useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { optimistic } from "../../ui/deed.ts";
import { lazily } from "../../ui/lazily.tsx";
import { Field, Switch } from "../../ui/parts.tsx";
import { Avatar } from "../../ui/person.tsx";
import { FLAG_NAMES, FLAGS, RELATIONSHIPS, shared, withLink } from "./family.ts";
import { RelationshipSelect } from "./relationship.tsx";
import { Sent } from "./sent.tsx";

const InviteDialog = lazily(() => import("./invite-dialog.tsx").then((views) => views.InviteDialog));

type Change<T> = (change: (now: T) => T) => void;

interface Props {
  links: Link[];
  sent: SentInvitation[];
  onLinks: Change<Link[]>;
  onSent: Change<SentInvitation[]>;
}

/** Accounts that are linked with the shopper's, and what each side allows. */
export function Linked({ links, sent, onLinks, onSent }: Props) {
  const [isInviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Link | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section class="panel">
      <div class="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          Linked accounts
        </h2>
        <button type="button" class="button quiet" onClick={() => setInviting(true)}>
          Link an account
        </button>
      </div>
      {links.length === 0 && (
        <p class="soft">
          None yet. Link your partner’s account, for one, and choose what they may see of you: measurements, wardrobe,
          wishlist.
        </p>
      )}
      <ul class="people">
        {links.map((link) => (
          <li key={link.person.userId}>
            <LinkRow link={link} onLinks={onLinks} onRevoke={() => setLeaving(link)} />
          </li>
        ))}
      </ul>
      <Sent
        sent={sent}
        withdraw={({ invitationId }) => me.withdrawLinkInvitation(invitationId)}
        onGone={(gone) => onSent((now) => now.filter(({ invitationId }) => invitationId !== gone.invitationId))}
      />
      {isInviting && (
        <InviteDialog
          title="Link an account"
          invite={({ email, relationship }) => me.inviteToLink({ email, relationship })}
          onSent={(invitation) => onSent((now) => [invitation, ...now])}
          onClose={() => setInviting(false)}
        />
      )}
      {leaving && (
        <Confirm
          title={`End the link with ${leaving.person.name}?`}
          deed="End the link"
          done={`You and ${leaving.person.name} are no longer linked.`}
          act={async () => {
            await me.removeLinked(leaving.person.userId);
            onLinks((now) => now.filter(({ person }) => person.userId !== leaving.person.userId));
          }}
          onClose={() => {
            setLeaving(null);
            heading.current?.focus();
          }}
        >
          <p>
            At once neither of you sees what the other shared through it. They can’t invite you again for 30 days; you
            can invite them.
          </p>
        </Confirm>
      )}
    </section>
  );
}

interface RowProps {
  link: Link;
  onLinks: Change<Link[]>;
  onRevoke: () => void;
}

function LinkRow({ link, onLinks, onRevoke }: RowProps) {
  const { person, mine, theirs, relationship } = link;
  const save = (change: LinkInput, after: Link) =>
    optimistic<Link[]>(
      onLinks,
      (now) => withLink(now, after),
      (now) => withLink(now, link),
      () => me.patchLink(person.userId, change),
    );
  return (
    <details class="person">
      <summary>
        <Avatar {...person} />
        <span class="person-text">
          <strong>{person.name}</strong>
          {relationship && <span class="soft"> · {RELATIONSHIPS[relationship]}</span>}
          <span class="small soft">
            You share {shared(mine)}. They share {shared(theirs)}.
          </span>
        </span>
      </summary>
      <div class="person-body">
        <Field label={`${person.name} is my`}>
          {(given) => (
            <RelationshipSelect
              {...given}
              value={relationship}
              onPick={(next) => save({ relationship: next }, { ...link, relationship: next })}
            />
          )}
        </Field>
        <fieldset>
          <legend>Lets {person.name}</legend>
          {FLAG_NAMES.map((name) => (
            <Switch
              key={name}
              label={FLAGS[name].label}
              hint={FLAGS[name].hint}
              checked={mine[name]}
              onChange={(on) => save({ [name]: on }, { ...link, mine: { ...mine, [name]: on } })}
            />
          ))}
        </fieldset>
        <p>
          {person.name} lets you: <strong>{shared(theirs)}</strong>.
        </p>
        <p>
          <button type="button" class="button quiet" onClick={onRevoke}>
            End the link<span class="unseen"> with {person.name}</span>
          </button>
        </p>
      </div>
    </details>
  );
}
