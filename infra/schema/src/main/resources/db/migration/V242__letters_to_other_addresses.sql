-- As before (see V241), and OTHER when the letter of this invitation went to another address.
create or replace function notification.ask_letter(p_box bigint, p_invitation uuid, p_code text, p_email text, p_masked text, p_sha256 text, p_inviter text,
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
