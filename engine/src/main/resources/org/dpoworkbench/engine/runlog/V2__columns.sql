-- Metrics as columns, cut into blocks. What V1 kept is taken anew from the journals.

drop table if exists points;
drop table if exists evaluations;
drop table if exists samples;
drop table if exists checkpoints;
drop table if exists warnings;
delete from runs;

-- Points of one metric of one run, ascending by step. Metric '' is the seconds since the run began.
create table if not exists blocks (
    run_id     integer not null references runs on delete cascade,
    metric_id  integer not null references metrics,
    first_step integer not null,
    last_step  integer not null,
    points     integer not null,                        -- how many; the last blocks of a metric are the small ones
    steps      varbinary(65536) not null,               -- little-endian int32 each; empty: one after the other
    vals       varbinary(65536) not null,               -- little-endian float64 each
    primary key (run_id, metric_id, first_step)
);

-- The journal's rare lines, word for word: what RunCurves tells beside the metrics of steps.
create table if not exists entries (
    run_id integer not null references runs on delete cascade,
    seq    bigint not null,
    line   varchar not null,
    primary key (run_id, seq)
);
