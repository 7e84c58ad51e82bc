create table legacy_poll (
    bundle     varchar(40) not null,
    connection varchar(60) not null,
    source     varchar(60) not null,
    epoch      bigint      not null,
    watermark  varchar(40),
    looked_at  timestamp with time zone,
    primary key (bundle, connection, source)
);

comment on table legacy_poll is 'How far each polled table of a department has been read, when it was looked through last, and under which epoch of the lease';

create table legacy_poll_gap (
    bundle     varchar(40) not null,
    connection varchar(60) not null,
    source     varchar(60) not null,
    gap_from   timestamp with time zone not null,
    gap_to     timestamp with time zone not null,
    primary key (bundle, connection, source, gap_from)
);

comment on table legacy_poll_gap is 'Times in which nobody looked for longer than the department keeps rows: some may have been cleaned away unseen';

create table legacy_polled_row (
    bundle     varchar(40)  not null,
    connection varchar(60)  not null,
    source     varchar(60)  not null,
    row_key    varchar(400) not null,
    row_state  varchar(40)  not null,
    primary key (bundle, connection, source, row_key)
);

comment on table legacy_polled_row is 'Rows taken within the overlap behind the watermark, each with the time it bore, so that reading them again does nothing';

create table legacy_set_aside (
    bundle     varchar(40)  not null,
    connection varchar(60)  not null,
    source     varchar(60)  not null,
    row_key    varchar(400) not null,
    row_state  varchar(40)  not null,
    reason_zh  varchar(1000) not null,
    reason_en  varchar(1000) not null,
    tries      integer      not null,
    due_at     timestamp with time zone not null,
    primary key (bundle, connection, source, row_key)
);

comment on table legacy_set_aside is 'Rows that a route refused: their key, why, and when they are tried again; no content';
