create table lease (
    name       varchar(200) not null primary key,
    owner      varchar(100),
    epoch      bigint not null,
    expires_at timestamp with time zone not null
);
comment on table lease is 'Who may run something, until when by this database''s clock; owner null: free. The epoch grows whenever the lease changes hands.';
