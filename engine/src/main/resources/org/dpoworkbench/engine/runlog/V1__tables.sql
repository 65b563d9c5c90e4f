-- An index of the journals under runs/: nothing is here that is not there.

create table if not exists runs (
    id             integer generated always as identity primary key,
    name           varchar not null unique,             -- the folder's name
    journal_begun  timestamp(9) with time zone,         -- of its first line: another one is another journal
    journal_offset bigint not null,                     -- bytes consumed, moved together with the rows
    last_word      timestamp(9) with time zone,
    state          varchar(16) not null,                -- as the journal tells it
    step           integer not null,                    -- last step taken
    total_steps    integer not null,
    final_model    varchar,
    failure        varchar
);

create table if not exists metrics (
    id   integer generated always as identity primary key,
    name varchar not null unique
);

create table if not exists points (
    run_id       integer not null references runs on delete cascade,
    metric_id    integer not null references metrics,
    step         integer not null,
    metric_value double precision not null,
    primary key (run_id, metric_id, step)
);

create table if not exists evaluations (
    run_id     integer not null references runs on delete cascade,
    step       integer not null,
    evaluated  timestamp(9) with time zone not null,
    pairs_file varchar,                                 -- inside the run folder
    primary key (run_id, step)
);

create table if not exists samples (
    run_id     integer not null references runs on delete cascade,
    step       integer not null,
    model      varchar not null,                        -- policy or reference
    position   integer not null,                        -- 0 for the first prompt
    prompt     varchar not null,
    completion varchar not null,
    tokens     integer not null,
    ended      boolean not null,                        -- by an end token before the cap
    primary key (run_id, step, model, position)
);

create table if not exists checkpoints (
    run_id integer not null references runs on delete cascade,
    step   integer not null,
    path   varchar not null,                            -- inside the run folder
    primary key (run_id, step)
);

create table if not exists warnings (
    run_id  integer not null references runs on delete cascade,
    seq     bigint not null,                            -- of the journal's line
    step    integer not null,
    code    varchar not null,
    message varchar not null,
    primary key (run_id, seq)
);
