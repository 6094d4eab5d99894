-- Requisites that a participant declares, version by version (clause 13.1): what was reported is kept as it was.
create table hub.requisites (
  box_id      bigint      not null,
  no          int         not null check (no > 0),
  declared    jsonb       not null,
  changed_on  date        not null, -- when it came about, as declared
  reported_at timestamptz not null,
  late        boolean     not null, -- reported more than ten calendar days after
  reported_by uuid        not null references hub.signatory,
  primary key (box_id, no)
);

-- The next version and its event. An unchanged repeat of the newest version makes none and gives no row.
create function hub.change_requisites(p_box bigint, p_declared text, p_changed_on date, p_late boolean, p_by uuid, p_event uuid, p_at timestamptz)
returns table (no int, box_id bigint, top_seq bigint, epoch int, told text)
language plpgsql as $$
#variable_conflict use_column
declare v_no int; v_data text; v_newest hub.requisites;
begin
  perform 1 from hub.participant p where p.box_id = p_box for no key update;
  select r.* into v_newest from hub.requisites r where r.box_id = p_box order by r.no desc limit 1;
  if v_newest.declared = p_declared::jsonb and v_newest.changed_on = p_changed_on then
    return;
  end if;
  v_no := coalesce(v_newest.no, 0) + 1;
  insert into hub.requisites (box_id, no, declared, changed_on, reported_at, late, reported_by)
    values (p_box, v_no, p_declared::jsonb, p_changed_on, p_at, p_late, p_by);
  v_data := jsonb_build_object('version', v_no, 'changedOn', p_changed_on, 'late', p_late)::text;
  return query select v_no, t.box_id, t.top_seq, t.epoch, t.events from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.account.requisites-changed'],
    array[v_no::text], p_at, array[v_data]) t;
end $$;

grant select, insert on hub.requisites to center_hub;
