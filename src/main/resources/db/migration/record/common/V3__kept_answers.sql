create table kept_answer (
    exchange     char(26)     not null,
    number       integer      not null,
    department   varchar(18)  not null,
    bundle       varchar(40)  not null,
    connection   varchar(60)  not null,
    operation    varchar(100) not null,
    status       integer      not null,
    content_type varchar(200) not null,
    charset      varchar(40)  not null,
    why_zh       varchar(600) not null,
    why_en       varchar(600) not null,
    bytes        bigint       not null,
    sha256       char(64)     not null,
    sealed_body  bytea        not null,
    kept_at      timestamp(3) with time zone not null,
    kept_until   timestamp(3) with time zone not null,
    primary key (exchange, number)
);
create index kept_answer_by_connection on kept_answer (bundle, connection, kept_at);
create index kept_answer_by_end on kept_answer (kept_until);
comment on table kept_answer is 'Answers of departments'' systems that could not be read, sealed, until kept_until; without any link, as the exchange''s own row is written last';

create table kept_answer_reading (
    exchange char(26)     not null,
    number   integer      not null,
    reader   varchar(100) not null,
    read_at  timestamp(3) with time zone not null
);
create index kept_answer_reading_by_exchange on kept_answer_reading (exchange, number);
comment on table kept_answer_reading is 'Who has read a kept answer, and when';
