import { type Kysely, sql } from 'kysely';

/**
 * Counts apart from what they are of (src/domain/board/measure.ts), and marks of the days that are to be counted anew.
 *
 * Marks are made by triggers, so that no writer can forget, and only added, so that none waits for another. What a fold
 * inserts, many rows at a time, is marked by statement; all else by row: only some columns matter, a WHEN that does not
 * hold costs next to nothing, and one row is dearer as a transition table. Findings, receipts and events are written
 * together with a message or delivery that they belong to and need none of their own.
 */
const statements = [
  // One row, when it is first seen or changed, for each day: taken and removed by whoever counts it.
  sql`create table measure_marks (day date not null)`,

  // 0 and '' stand for none. grain: day or month; weeks are added up from days, quarters and years from months.
  // minutes and times: how often each duration was seen. The rest is what n leaves out, or what is told apart.
  sql`create table measures (
    measure text not null,
    grain text not null,
    start date not null,
    enterprise integer not null,
    other integer not null,
    type text not null,
    part text not null,
    system text not null,
    n integer not null,
    hits integer not null,
    minutes integer[] not null,
    times integer[] not null,
    pending integer not null,
    cancelled integer not null,
    not_observable integer not null,
    deferred integer not null,
    rejected integer not null,
    partial integer not null,
    timed_out integer not null,
    resent integer not null,
    copies integer not null,
    primary key (measure, grain, start, enterprise, other, type, part, system)
  )`,
  sql`create index measures_enterprise on measures (enterprise, measure, grain, start)`,

  sql`create index expectations_trigger on expectations (trigger_at)`,
  sql`create index handovers_discharged on handovers (discharged_at) where discharged_at is not null`,
  sql`create index handovers_follows on handovers (follows) where follows is not null`,

  sql`create function oslo_day(at timestamptz) returns date language sql immutable parallel safe
    return (at at time zone 'Europe/Oslo')::date`,
  // The day that a message came, by its id: the first 48 bits of a UUIDv7 are its time in milliseconds.
  sql`create function message_day(id uuid) returns date language sql immutable parallel safe
    return (to_timestamp(
      ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0
    ) at time zone 'Europe/Oslo')::date`,

  // Receipts are no traffic of their own.
  sql`create function mark_message() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day) values (message_day(new.id));
      return null;
    end $$`,
  sql`create trigger measure_message after insert on messages for each row
    when (not new.is_app_rec) execute function mark_message()`,
  sql`create trigger measure_message_changed after update on messages for each row
    when (not new.is_app_rec and (old.processed_at, old.rejected, old.type_key, old.source_system)
      is distinct from (new.processed_at, new.rejected, new.type_key, new.source_system))
    execute function mark_message()`,

  // A new one comes with its message, or waits to be processed. What an attempt does before it ends changes no count;
  // what is sent again comes back from an end.
  sql`create function mark_delivery() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day) values (message_day(new.message_id));
      return null;
    end $$`,
  sql`create trigger measure_delivery after update on deliveries for each row
    when (old.receipt is distinct from new.receipt or (
      old.transport is distinct from new.transport and (
        old.transport in ('received', 'acknowledged', 'rejected', 'abandoned', 'refused')
        or new.transport in ('acknowledged', 'rejected', 'abandoned', 'refused')
      )))
    execute function mark_delivery()`,

  // A first reading comes with its message, and the fold that it makes due marks the rest.
  sql`create function mark_reading() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day)
        select message_day(new.message_id)
        union
        select oslo_day(discharged_at) from handovers where subject = new.subject and discharged_at is not null;
      return null;
    end $$`,
  sql`create trigger measure_reading after update on handover_readings for each row
    when (old.reading is distinct from new.reading) execute function mark_reading()`,

  sql`create function mark_expectations() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day) select distinct oslo_day(trigger_at) from added;
      return null;
    end $$`,
  sql`create trigger measure_expectations after insert on expectations
    referencing new table as added for each statement execute function mark_expectations()`,
  sql`create function mark_expectation() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day) values (oslo_day(old.trigger_at));
      if tg_op = 'UPDATE' and new.trigger_at <> old.trigger_at then
        insert into measure_marks (day) values (oslo_day(new.trigger_at));
      end if;
      return null;
    end $$`,
  sql`create trigger measure_expectation after update on expectations for each row
    when ((old.state, old.why, old.ended_at, old.trigger_at, old.clock_at, old.was_late, old.owes, old.waits)
      is distinct from
      (new.state, new.why, new.ended_at, new.trigger_at, new.clock_at, new.was_late, new.owes, new.waits))
    execute function mark_expectation()`,
  sql`create trigger measure_expectation_gone after delete on expectations for each row
    execute function mark_expectation()`,

  // A handover counts on the day of discharge and on those of its notices of readiness; that it follows another, where
  // that one does. Messages that come to it change what is told of its discharge alone.
  sql`create function mark_new_handovers() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day)
        select oslo_day(discharged_at) from added where discharged_at is not null
        union
        select oslo_day(e.trigger_at) from added join expectations e on e.holder = added.id
        where e.expectation = 'municipal-reply'
        union
        select oslo_day(h.discharged_at) from added join handovers h on h.id = added.follows
        where h.discharged_at is not null;
      return null;
    end $$`,
  sql`create trigger measure_handovers after insert on handovers
    referencing new table as added for each statement execute function mark_new_handovers()`,
  sql`create function mark_handover() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day)
        select oslo_day(old.discharged_at) where old.discharged_at is not null
        union
        select oslo_day(trigger_at) from expectations where holder = old.id and expectation = 'municipal-reply'
        union
        select oslo_day(discharged_at) from handovers where id = old.follows and discharged_at is not null;
      if tg_op = 'UPDATE' then
        insert into measure_marks (day)
          select oslo_day(new.discharged_at) where new.discharged_at is not null
          union
          select oslo_day(discharged_at) from handovers where id = new.follows and discharged_at is not null;
      end if;
      return null;
    end $$`,
  sql`create trigger measure_handover after update on handovers for each row
    when ((old.state in ('discharged', 'complete', 'closed-death', 'cancelled'), old.round, old.overdue,
        old.discharged_at, old.died_at, old.superseded_at, old.readmission, old.follows, old.hospitals)
      is distinct from
      (new.state in ('discharged', 'complete', 'closed-death', 'cancelled'), new.round, new.overdue,
        new.discharged_at, new.died_at, new.superseded_at, new.readmission, new.follows, new.hospitals))
    execute function mark_handover()`,
  sql`create function mark_discharge() returns trigger language plpgsql as $$
    begin
      insert into measure_marks (day) values (oslo_day(new.discharged_at));
      return null;
    end $$`,
  sql`create trigger measure_discharge after update on handovers for each row
    when (old.messages is distinct from new.messages and new.discharged_at is not null)
    execute function mark_discharge()`,
  sql`create trigger measure_handover_gone after delete on handovers for each row execute function mark_handover()`,

  // What is here already.
  sql`insert into measure_marks (day)
    select message_day(id) from messages
    union select oslo_day(trigger_at) from expectations
    union select oslo_day(discharged_at) from handovers where discharged_at is not null`,
];

/** Makes the tables of counts, and marks every day that anything is known of. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
