create table bundle_candidate (
    name   varchar(40) not null,
    major  integer     not null,
    digest char(64)    not null,
    mode   varchar(10) not null,
    share  integer     not null,
    since  timestamp(3) with time zone not null,
    primary key (name, major),
    foreign key (name, digest) references bundle_version (name, digest)
);
comment on table bundle_candidate is 'The version that stands beside the active one as a canary or a shadow, with its share of the calls in percent';
