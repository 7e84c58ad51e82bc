create table subscription (
    id           char(26)      not null primary key,
    client       varchar(100)  not null,
    bundle       varchar(40)   not null,
    major        integer       not null,
    operation    varchar(70)   not null,
    fields       varchar(2000) not null,
    purpose      varchar(400)  not null,
    department   varchar(18)   not null,
    since        timestamp(3) with time zone not null,
    state        varchar(10)   not null,
    decided_by   varchar(100)  not null,
    closed_by    varchar(100),
    closed_at    timestamp(3) with time zone,
    close_reason varchar(400),
    open_key     varchar(260)  unique
);
create index subscription_by_bundle on subscription (bundle, major, state);
comment on table subscription is 'Which client may use which operation of a bundle''s major version, which fields of its answer, and who decided that; open_key keeps one open subscription for each client and operation';
