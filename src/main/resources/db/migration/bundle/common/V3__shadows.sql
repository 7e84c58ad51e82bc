create table bundle_shadow (
    id     char(26)    not null primary key,
    name   varchar(40) not null,
    major  integer     not null,
    digest char(64)    not null,
    body   text        not null
);
create index bundle_shadow_by_name on bundle_shadow (name, major, digest);
comment on table bundle_shadow is 'What each shadow of a candidate has found so far, one row for each time that a node started one; it goes into the receipt when the candidate leaves';
