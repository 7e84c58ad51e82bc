create table bundle_version (
    name        varchar(40)  not null,
    digest      char(64)     not null,
    version     varchar(20)  not null,
    department  varchar(18)  not null,
    zip         ${bytes}     not null,
    created_at  timestamp(3) with time zone not null,
    created_by  varchar(100) not null,
    primary key (name, digest)
);
comment on table bundle_version is 'Every bundle version that was ever active, whole, so that it can be taken back';

create table bundle_active (
    name   varchar(40) not null,
    major  integer     not null,
    digest char(64)    not null,
    since  timestamp(3) with time zone not null,
    primary key (name, major),
    foreign key (name, digest) references bundle_version (name, digest)
);
comment on table bundle_active is 'The one version that answers for each bundle and major version';

create table bundle_source (
    name   varchar(40) not null primary key,
    digest char(64)    not null
);
comment on table bundle_source is 'The digest last taken from the watched folder, so that a restart undoes no deployment';

create table bundle_receipt (
    id     char(26)    not null primary key,
    name   varchar(40) not null,
    major  integer     not null,
    digest char(64)    not null,
    previous_digest char(64),
    outcome varchar(20) not null,
    at     timestamp(3) with time zone not null,
    body   text        not null
);
create index bundle_receipt_by_name on bundle_receipt (name, major, id);
comment on table bundle_receipt is 'What each deployment did: who, when, how long each phase took, which version it replaced';
