-- Invitations that go out by e-mail, to somebody who never asked the hub for anything: one letter for each invitation, few to one
-- address a day whoever asks for them, none to an address that said no (clause 4.3.5). The hub asks by the function, so that the
-- letter is asked for in the transaction that makes the invitation; it sees none of the tables.
create table notification.invitee (
  box_id     bigint      not null, -- who invites
  letter_id  uuid        not null, -- the invitation
  email      text        check (length(email) between 3 and 254), -- null once the address has said no
  sha256     bytea       not null check (octet_length(sha256) = 32),
  invitation text        not null check (invitation ~ '^[0-9a-z]{1,12}-[0-9a-f]{32}$'),
  inviter    text        not null,
  language   text        not null check (language in ('kk', 'ru', 'en')),
  stop       uuid        not null unique,
  asked_at   timestamptz not null,
  expires_at timestamptz not null,
  primary key (box_id, letter_id)
);
create index invitee_address on notification.invitee (sha256, asked_at);

-- Addresses that take no invitations from anybody.
create table notification.mail_stop (
  sha256     bytea       primary key check (octet_length(sha256) = 32),
  stopped_at timestamptz not null
);

-- ASKED; SAME when this invitation has its letter, OTHER when that went to another address; STOPPED when the address takes none; ENOUGH when it got p_most within a day.
create function notification.ask_letter(p_box bigint, p_invitation uuid, p_code text, p_email text, p_masked text, p_sha256 text, p_inviter text,
  p_language text, p_stop uuid, p_most int, p_expires timestamptz, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare v_same boolean;
begin
  if exists (select from notification.mail_stop s where s.sha256 = decode(p_sha256, 'hex')) then
    return 'STOPPED';
  end if;
  select i.sha256 = decode(p_sha256, 'hex') into v_same from notification.invitee i where i.box_id = p_box and i.letter_id = p_invitation;
  if found then
    return case when v_same then 'SAME' else 'OTHER' end;
  end if;
  if (select count(*) from notification.invitee i where i.sha256 = decode(p_sha256, 'hex') and i.asked_at > p_at - interval '1 day') >= p_most then
    return 'ENOUGH';
  end if;
  delete from notification.invitee i where i.box_id = p_box and i.expires_at < p_at; -- addresses of strangers are not kept
  insert into notification.invitee (box_id, letter_id, email, sha256, invitation, inviter, language, stop, asked_at, expires_at)
  values (p_box, p_invitation, p_email, decode(p_sha256, 'hex'), p_code, p_inviter, p_language, p_stop, p_at, p_expires);
  insert into notification.dispatch (box_id, dispatch_id, kind, channel, target_id, target, target_sha256, state, created_at, next_at)
  values (p_box, gen_random_uuid(), 'INVITATION', 'EMAIL', p_invitation, p_masked, decode(p_sha256, 'hex'), 'QUEUED', p_at, p_at);
  return 'ASKED';
end $$;

grant usage on schema notification to center_hub;
revoke execute on function notification.ask_letter(bigint, uuid, text, text, text, text, text, text, uuid, int, timestamptz, timestamptz) from public;
grant execute on function notification.ask_letter(bigint, uuid, text, text, text, text, text, text, uuid, int, timestamptz, timestamptz) to center_hub;
grant select on notification.invitee, notification.mail_stop to center_notification;
grant update (email) on notification.invitee to center_notification;
grant insert on notification.mail_stop to center_notification;
