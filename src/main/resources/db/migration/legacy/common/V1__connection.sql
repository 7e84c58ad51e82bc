create table legacy_connection (
    bundle        varchar(40)  not null,
    connection    varchar(60)  not null,
    department    varchar(18)  not null,
    style         varchar(20)  not null,
    address       varchar(1000),
    settings      varchar(8000),
    sealed_secret bytea,
    version       bigint       not null,
    updated_at    timestamp with time zone not null,
    updated_by    varchar(100),
    primary key (bundle, connection)
);

comment on table legacy_connection is 'Connections of published bundles: whose they are, and where this hub''s binding leads';
