create table hub_node (
    id         varchar(60)  not null primary key,
    name       varchar(120) not null,
    started_at timestamp(3) with time zone not null,
    seen_at    timestamp(3) with time zone not null,
    due_at     timestamp(3) with time zone not null
);
comment on table hub_node is 'Every hub process on this database; one that has not been heard of by due_at is taken for gone';

create table hub_node_bundle (
    node    varchar(60) not null,
    name    varchar(40) not null,
    major   integer     not null,
    stand   varchar(12) not null,
    version varchar(20) not null,
    digest  char(64)    not null,
    primary key (node, name, major, stand),
    foreign key (node) references hub_node (id) on delete cascade
);
comment on table hub_node_bundle is 'What each hub process itself says that it runs: the version that answers, the one beside it, or one that did not start';
