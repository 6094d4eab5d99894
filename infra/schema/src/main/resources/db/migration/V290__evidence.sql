-- Evidence: each step of a document is a record in one Merkle tree (RFC 9162, section 2.1), whose checkpoints the operator seals.
-- The hub reads the event log for it at its own pace, with a cursor for each box; nothing of this is in the way of a document.
-- What is written here is only added to: the hub's role reads the tables and writes by the functions below alone.
create schema evidence;
grant usage on schema evidence to center_hub;

-- One log for all boxes, so that nobody can be shown a log of his own: the row is also the lock of who adds to it. frontier: the
-- roots of the complete subtrees of which a tree of that size consists, the greatest first.
create table evidence.tree (
  one      boolean primary key default true check (one),
  size     bigint not null default 0 check (size >= 0),
  frontier bytea  not null default '',
  check (octet_length(frontier) = 32 * bit_count(size::bit(64)))
) with (fillfactor = 50);
insert into evidence.tree default values;

-- The octets that are the entry. The key makes a step one entry, whatever is read again.
create table evidence.record (
  box_id   bigint not null, -- the sender's
  number   text collate "C" not null,
  event_id uuid   not null,
  index    bigint not null,
  entry    bytea  not null check (octet_length(entry) between 2 and 65536),
  primary key (box_id, number, event_id)
);
create index record_index on evidence.record (index);

-- Hashes of the tree, 256 in a row as in C2SP tlog-tiles: level 0 has those of the entries, level n those of the complete subtrees
-- over 256^n entries. All others follow from them.
create table evidence.tile (
  level  int    not null check (level between 0 and 7),
  no     bigint not null check (no >= 0),
  hashes bytea  not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, no)
);
alter table evidence.tile alter column hashes set storage external; -- hashes do not compress

-- How far each box has been read.
create table evidence.reader (
  box_id bigint primary key,
  seq    bigint not null check (seq >= 0)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create table evidence.checkpoint (
  size       bigint primary key check (size > 0),
  origin     text   not null check (length(origin) between 1 and 200),
  root       bytea  not null check (octet_length(root) = 32),
  seal       bytea  not null,
  at         timestamptz not null,
  stamped_at timestamptz
);

create function evidence.never_changes() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'AU403';
end $$;
create trigger only_added before update or delete on evidence.record for each row execute function evidence.never_changes();
create trigger never_emptied before truncate on evidence.record for each statement execute function evidence.never_changes();

-- What boxes have beyond their readers: a row for each step that has no record yet, in the order of seq, with the facts of its
-- document; one row without a step (event_id null) for a box that has none in this stretch. after_seq and until_seq: the stretch that
-- was looked at, at most p_scan events of 32 days. A step is told in both boxes and proved once: that the document was sent from this
-- box decides. STABLE, so one snapshot; planned with the days in hand, so that no other day's partition is opened.
create function evidence.unread(p_boxes bigint[], p_scan int, p_types text[])
returns table (box_id bigint, until_seq bigint, top_seq bigint, event_id uuid, type text, number text, at timestamptz,
  sender_country text, sender_tax_id text, recipient_country text, recipient_tax_id text, answer_id text,
  size bigint, sha256 text, digest text)
language plpgsql stable as $$
#variable_conflict use_column
declare v_boxes bigint[]; v_afters bigint[]; v_untils bigint[]; v_tops bigint[]; v_days date[];
begin
  select array_agg(s.box_id), array_agg(s.after), array_agg(s.until), array_agg(s.top_seq) into v_boxes, v_afters, v_untils, v_tops
    from (select a.box_id, a.after, a.top_seq,
                 least(a.top_seq, a.after + p_scan, (select d.first_seq - 1 from eventlog.box_day d
                    where d.box_id = a.box_id and d.first_seq > a.after + 1 order by d.first_seq offset 31 limit 1)) as until
            from (select b.box_id, b.top_seq, greatest(coalesce(r.seq, 0), b.floor_seq) as after
                    from eventlog.box b left join evidence.reader r on r.box_id = b.box_id
                   where b.box_id = any (p_boxes) and b.top_seq > coalesce(r.seq, 0)) a
           order by a.box_id) s;
  if v_boxes is null then return; end if;
  v_days := array(select distinct d.day from unnest(v_boxes, v_afters, v_untils) s(box, after, until)
                    join eventlog.box_day d on d.box_id = s.box
                   where d.first_seq <= s.until
                     and d.first_seq >= coalesce((select max(f.first_seq) from eventlog.box_day f
                                                   where f.box_id = s.box and f.first_seq <= s.after + 1), 0));
  return query execute
    'select s.box, s.until, s.top, e.event_id, e.type, e.subject, e.at, p.country, p.tax_id,
            e.data #>> ''{recipient,country}'', e.data #>> ''{recipient,taxId}'', e.data ->> ''answerId'',
            e.size, encode(e.sha256, ''hex''), e.digest
       from unnest($1, $2, $3, $4) with ordinality s(box, after, until, top, ord)
       left join hub.participant p on p.box_id = s.box
       left join lateral (
            select x.seq, x.event_id, x.type, x.subject, x.at, x.data, d.size, d.sha256, (d.meta -> ''digest'')::text as digest
              from eventlog.event x join hub.document d on d.box_id = x.box_id and d.number = x.subject
             where x.box_id = s.box and x.seq > s.after and x.seq <= s.until and x.day = any ($5) and x.type = any ($6)
               and not x.data ? ''sender''
               and not exists (select from evidence.record r
                                where r.box_id = x.box_id and r.number = x.subject and r.event_id = x.event_id)) e on true
      order by s.ord, e.seq' using v_boxes, v_afters, v_untils, v_tops, v_days, p_types;
end $$;

-- Adds entries to the tree that has p_size entries, in array order, and moves readers on: false, and nothing done, when the tree has
-- grown meanwhile. Entries and hashes come concatenated, because the driver corrupts arrays of bytea. p_frontier: of the tree with
-- them. Hashes go to the ends of their tiles.
create function evidence.append(p_size bigint, p_boxes bigint[], p_numbers text[], p_events uuid[], p_lengths int[], p_entries bytea,
  p_levels int[], p_nos bigint[], p_counts int[], p_hashes bytea, p_frontier bytea, p_moved bigint[], p_seqs bigint[]) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare v_size bigint;
begin
  if cardinality(p_boxes) > 0 then
    select t.size into v_size from evidence.tree t where t.one for no key update;
    if v_size <> p_size then
      return false;
    end if;
    insert into evidence.record (box_id, number, event_id, index, entry)
      select i.box, i.num, i.event, p_size + i.ord - 1, substring(p_entries from (i.upto - i.len + 1)::int for i.len)
        from (select u.*, sum(u.len) over (order by u.ord) upto
                from unnest(p_boxes, p_numbers, p_events, p_lengths) with ordinality u(box, num, event, len, ord)) i;
    insert into evidence.tile as t (level, no, hashes)
      select i.level, i.no, substring(p_hashes from (32 * (i.upto - i.count) + 1)::int for 32 * i.count)
        from (select u.*, sum(u.count) over (order by u.ord) upto
                from unnest(p_levels, p_nos, p_counts) with ordinality u(level, no, count, ord)) i
    on conflict (level, no) do update set hashes = t.hashes || excluded.hashes;
    update evidence.tree t set size = p_size + cardinality(p_boxes), frontier = p_frontier where t.one;
  end if;
  insert into evidence.reader as r (box_id, seq) select m.box, m.seq from unnest(p_moved, p_seqs) m(box, seq) order by m.box
  on conflict (box_id) do update set seq = excluded.seq where r.seq < excluded.seq;
  return true;
end $$;

-- Keeps a checkpoint that is beyond every one before it; false for another.
create function evidence.keep_checkpoint(p_size bigint, p_origin text, p_root bytea, p_seal bytea, p_at timestamptz, p_stamped_at timestamptz)
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform 1 from evidence.tree t where t.one for no key update; -- one after another
  insert into evidence.checkpoint (size, origin, root, seal, at, stamped_at)
    select p_size, p_origin, p_root, p_seal, p_at, p_stamped_at
     where p_size > coalesce((select max(c.size) from evidence.checkpoint c), 0)
       and p_size <= (select t.size from evidence.tree t);
  return found;
end $$;

-- Of the checkpoints before p_before the last of each hour stays: it stands for those before it, and bundles have their own.
create function evidence.thin_checkpoints(p_before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare v_gone int;
begin
  delete from evidence.checkpoint c using evidence.checkpoint n
   where c.at < p_before and n.at < p_before and n.size > c.size
     and date_trunc('hour', n.at, 'UTC') = date_trunc('hour', c.at, 'UTC');
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
create index checkpoint_at on evidence.checkpoint (at);

-- No day of the log goes before its steps are records. Where nobody reads for records (the log without a hub), nobody is waited for.
create or replace function pg_temp.changed(p_function text, p_old text, p_new text) returns text language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  return replace(v_text, p_old, p_new);
end $$;
do $do$ begin
  execute pg_temp.changed('eventlog.retire_step', $o$  perform 1 from eventlog.box b where b.box_id = any (v_boxes) order by b.box_id for no key update;$o$,
$n$  if exists (select from evidence.reader)
     and exists (select from unnest(v_boxes, v_tops) s(box_id, top) left join evidence.reader r on r.box_id = s.box_id where coalesce(r.seq, 0) < s.top) then
    return 'idle';
  end if;
  perform 1 from eventlog.box b where b.box_id = any (v_boxes) order by b.box_id for no key update;$n$);
end $do$;

grant select on evidence.tree, evidence.record, evidence.tile, evidence.reader, evidence.checkpoint to center_hub;
revoke execute on all functions in schema evidence from public;
grant execute on function evidence.unread(bigint[], int, text[]) to center_hub;
grant execute on function evidence.append(bigint, bigint[], text[], uuid[], int[], bytea, int[], bigint[], int[], bytea, bytea, bigint[], bigint[]) to center_hub;
grant execute on function evidence.keep_checkpoint(bigint, text, bytea, bytea, timestamptz, timestamptz) to center_hub;
grant execute on function evidence.thin_checkpoints(timestamptz) to center_hub;
