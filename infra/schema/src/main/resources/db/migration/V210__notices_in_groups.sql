-- Notices are made for many boxes at a time: a busy hub rings hundreds of boxes a second, and four statements for each of
-- them took more of the processor than the streams did.

-- Moves the readers of many boxes and gives their claims back, in one step: what notification.place does for each box that has
-- notices (p_notices) or events that none can be made of (p_parked), both as it takes them, null for none; and the cursor
-- alone for the others. Boxes come in ascending order. Returns those that were moved; of a claim that was lost nothing is taken.
create function notification.place_all(p_boxes bigint[], p_owners uuid[], p_epochs int[], p_seqs bigint[], p_notices text[],
  p_parked text[], p_at timestamptz, p_lease bigint, p_mail_most int) returns table (box_id bigint)
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  for i in 1 .. cardinality(p_boxes) loop
    if p_notices[i] is not null or p_parked[i] is not null then
      perform notification.place(p_boxes[i], p_owners[i], p_epochs[i], p_seqs[i], p_at, p_lease, p_mail_most,
        coalesce(p_notices[i], '[]')::jsonb, coalesce(p_parked[i], '[]')::jsonb);
    end if;
  end loop;
  return query
    update notification.notice_box b set epoch = i.epoch, seq = i.seq, owner = null, owner_until = '-infinity'
      from unnest(p_boxes, p_owners, p_epochs, p_seqs) i(box, owner, epoch, seq)
     where b.box_id = i.box and b.owner = i.owner and b.owner_until > clock_timestamp()
    returning b.box_id;
end $$;
revoke execute on function notification.place_all(bigint[], uuid[], int[], bigint[], text[], text[], timestamptz, bigint, int) from public;
grant execute on function notification.place_all(bigint[], uuid[], int[], bigint[], text[], text[], timestamptz, bigint, int) to center_notification;
