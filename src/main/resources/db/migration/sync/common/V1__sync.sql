create table sync_run (
    id          char(26)     not null primary key,
    bundle      varchar(40)  not null,
    sync        varchar(60)  not null,
    version     varchar(20)  not null,
    digest      varchar(64)  not null,
    state       varchar(20)  not null,
    whole       boolean      not null,
    epoch       bigint       not null,
    started_by  varchar(100) not null,
    started_at  timestamp(3) with time zone not null,
    finished_at timestamp(3) with time zone,
    problem     varchar(60),
    detail_zh   varchar(2000),
    detail_en   varchar(2000),
    report      text
);
create index sync_run_by_sync on sync_run (bundle, sync, id);
comment on table sync_run is 'Runs of batch syncs; a run is RUNNING, then DONE with what it published, or FAILED or INTERRUPTED with nothing published';

create table sync_watermark (
    bundle  varchar(40) not null,
    sync    varchar(60) not null,
    stream  varchar(60) not null,
    updated timestamp   not null,
    run     char(26)    not null,
    epoch   bigint      not null,
    primary key (bundle, sync, stream)
);
comment on table sync_watermark is 'The latest update time of a stream that was published; moves only with the publishing transaction';

create table sync_read (
    run        char(26)     not null,
    stream     varchar(60)  not null,
    row_key    varchar(200) not null,
    batch      integer      not null,
    amount_fen bigint,
    primary key (run, stream, row_key, batch)
);
comment on table sync_read is 'Keys and amounts as the department''s system gave them in a run, before any mapping: one side of the balance. Emptied when the run ends';

create table sync_quarantine (
    run        char(26)      not null,
    stream     varchar(60)   not null,
    row_key    varchar(200)  not null,
    reason     varchar(40)   not null,
    detail_zh  varchar(2000) not null,
    detail_en  varchar(2000) not null,
    primary key (run, stream, row_key)
);
comment on table sync_quarantine is 'Rows that a run set aside: key and reason, no content';
