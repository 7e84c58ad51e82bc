create table exchange (
    id          char(26)     not null primary key,
    kind        varchar(10)  not null,
    bundle      varchar(40),
    service     varchar(100) not null,
    version     varchar(20),
    digest      char(8),
    actor       varchar(100) not null,
    outcome     varchar(10)  not null,
    problem     varchar(60),
    fault_side  varchar(10),
    received_at timestamp(3) with time zone not null,
    finished_at timestamp(3) with time zone not null,
    note        varchar(400)
);
create index exchange_by_bundle on exchange (bundle, id);
comment on table exchange is 'One row for each call, facade, file, message and batch: what became of it and whose fault a failure was; never a body';
