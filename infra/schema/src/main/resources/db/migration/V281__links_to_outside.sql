-- Documents shown to people who are no clients, by a link in an e-mail (clauses 7.9.12, 7.9.13): handed over and perhaps opened, never
-- delivered. Of the link its hash is kept; of the address the first letter, the domain and the hash.
create table hub.outside_link (
  box_id         bigint      not null, -- who shows the document
  link_id        uuid        not null,
  number         text        not null,
  secret_sha256  bytea       not null check (octet_length(secret_sha256) = 32),
  address        text        not null check (length(address) <= 300),
  address_sha256 bytea       not null check (octet_length(address_sha256) = 32),
  made_by        uuid        not null,
  made_at        timestamptz not null,
  expires_at     timestamptz not null,
  viewed_at      timestamptz,
  fetched_at     timestamptz,
  ended_at       timestamptz,
  primary key (box_id, link_id)
);
create unique index outside_link_secret on hub.outside_link (box_id, secret_sha256);
create unique index outside_link_open on hub.outside_link (box_id, number, address_sha256) where ended_at is null;
create index outside_link_made on hub.outside_link (box_id, made_at);

-- The letters of V241 bring two things now; each kind has its own limit for an address, and one no stops both.
alter table notification.invitee add column kind text not null default 'INVITATION' check (kind in ('INVITATION', 'DOCUMENT_LINK'));
drop function notification.ask_letter(bigint, uuid, text, text, text, text, text, text, uuid, int, timestamptz, timestamptz);
create function notification.ask_letter(p_box bigint, p_invitation uuid, p_code text, p_email text, p_masked text, p_sha256 text, p_inviter text,
  p_language text, p_stop uuid, p_most int, p_expires timestamptz, p_at timestamptz, p_kind text default 'INVITATION') returns text
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
  if (select count(*) from notification.invitee i where i.sha256 = decode(p_sha256, 'hex') and i.asked_at > p_at - interval '1 day'
        and i.kind = p_kind) >= p_most then
    return 'ENOUGH';
  end if;
  delete from notification.invitee i where i.box_id = p_box and i.expires_at < p_at; -- addresses of strangers are not kept
  insert into notification.invitee (box_id, letter_id, email, sha256, invitation, inviter, language, stop, asked_at, expires_at, kind)
  values (p_box, p_invitation, p_email, decode(p_sha256, 'hex'), p_code, p_inviter, p_language, p_stop, p_at, p_expires, p_kind);
  insert into notification.dispatch (box_id, dispatch_id, kind, channel, target_id, target, target_sha256, state, created_at, next_at)
  values (p_box, gen_random_uuid(), p_kind, 'EMAIL', p_invitation, p_masked, decode(p_sha256, 'hex'), 'QUEUED', p_at, p_at);
  return 'ASKED';
end $$;
create index dispatch_of_link on notification.dispatch (box_id, target_id) where kind = 'DOCUMENT_LINK';

-- How far the letters of these links are: link and state, as notification.dispatch has it.
create function notification.letters_of(p_box bigint, p_links uuid[]) returns table (link_id uuid, state text)
language sql stable security definer set search_path = pg_catalog as $$
  select d.target_id, d.state from notification.dispatch d
   where d.box_id = p_box and d.target_id = any (p_links) and d.kind = 'DOCUMENT_LINK';
$$;

-- Asks for the letter and keeps its link, one open for a document and an address. ASKED; SAME with the link that is there;
-- LIMIT when the box made p_most_box within a day; else what notification.ask_letter says, and nothing is kept.
create function hub.show_outside(p_box bigint, p_link uuid, p_number text, p_secret bytea, p_code text, p_email text, p_masked text, p_sha256 text,
  p_sender text, p_language text, p_stop uuid, p_most_address int, p_most_box int, p_by uuid, p_expires timestamptz, p_event uuid, p_data text,
  p_at timestamptz)
returns table (outcome text, link_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v_link uuid; v_said text;
begin
  perform pg_advisory_xact_lock(hashtextextended('outside', p_box)); -- links of a box are made one after the other
  update hub.outside_link l set ended_at = l.expires_at where l.box_id = p_box and l.number = p_number and l.ended_at is null and l.expires_at <= p_at;
  select l.link_id into v_link from hub.outside_link l
   where l.box_id = p_box and l.number = p_number and l.address_sha256 = decode(p_sha256, 'hex') and l.ended_at is null;
  if found then
    return query select 'SAME', v_link, null::bigint, null::bigint, null::int, null::text;
    return;
  end if;
  if (select count(*) from hub.outside_link l where l.box_id = p_box and l.made_at > p_at - interval '1 day') >= p_most_box then
    return query select 'LIMIT', null::uuid, null::bigint, null::bigint, null::int, null::text;
    return;
  end if;
  v_said := notification.ask_letter(p_box, p_link, p_code, p_email, p_masked, p_sha256, p_sender, p_language, p_stop, p_most_address, p_expires,
    p_at, 'DOCUMENT_LINK');
  if v_said <> 'ASKED' then
    return query select v_said, null::uuid, null::bigint, null::bigint, null::int, null::text;
    return;
  end if;
  insert into hub.outside_link (box_id, link_id, number, secret_sha256, address, address_sha256, made_by, made_at, expires_at)
  values (p_box, p_link, p_number, p_secret, p_masked, decode(p_sha256, 'hex'), p_by, p_at, p_expires);
  return query select 'ASKED', p_link, a.box_id, a.top_seq, a.epoch, a.events
    from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.document.link-sent'], array[p_number], p_at, array[p_data]) a;
end $$;

-- Somebody opened it, which the box hears once, or fetched the document. No row when the link is over.
create function hub.open_outside(p_box bigint, p_link uuid, p_fetch boolean, p_event uuid, p_data text, p_at timestamptz)
returns table (link_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v hub.outside_link;
begin
  select * into v from hub.outside_link l where l.box_id = p_box and l.link_id = p_link and l.ended_at is null and l.expires_at > p_at for update;
  if not found then return; end if;
  update hub.outside_link l set viewed_at = coalesce(l.viewed_at, p_at), fetched_at = case when p_fetch then coalesce(l.fetched_at, p_at) else l.fetched_at end
   where l.box_id = p_box and l.link_id = p_link;
  if v.viewed_at is not null then
    return query select p_link, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_link, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.document.link-viewed'], array[v.number], p_at, array[p_data]) a;
  end if;
end $$;

grant select, insert on hub.outside_link to center_hub;
grant update (viewed_at, fetched_at, ended_at) on hub.outside_link to center_hub;
revoke execute on function
  notification.ask_letter(bigint, uuid, text, text, text, text, text, text, uuid, int, timestamptz, timestamptz, text),
  notification.letters_of(bigint, uuid[]),
  hub.show_outside(bigint, uuid, text, bytea, text, text, text, text, text, text, uuid, int, int, uuid, timestamptz, uuid, text, timestamptz),
  hub.open_outside(bigint, uuid, boolean, uuid, text, timestamptz) from public;
grant execute on function
  notification.ask_letter(bigint, uuid, text, text, text, text, text, text, uuid, int, timestamptz, timestamptz, text),
  notification.letters_of(bigint, uuid[]),
  hub.show_outside(bigint, uuid, text, bytea, text, text, text, text, text, text, uuid, int, int, uuid, timestamptz, uuid, text, timestamptz),
  hub.open_outside(bigint, uuid, boolean, uuid, text, timestamptz) to center_hub;
