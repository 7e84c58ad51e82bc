create table account (
    name            varchar(100) not null primary key,
    password        varchar(200) not null,
    roles           varchar(200) not null,
    departments     varchar(400) not null,
    subject_id      char(26),
    certificate     char(64),
    enterprise      varchar(18),
    real_name_level integer,
    demo            boolean      not null
);
comment on table account is 'Users: hashed password, roles and departments (separated by spaces); of a person the keyed fingerprint of the certificate number, never the number; demo rows count in profile demo only';

create table oauth_client (
    id           varchar(100) not null primary key,
    secret       varchar(200) not null,
    roles        varchar(200) not null,
    department   varchar(18),
    may_exchange boolean      not null,
    demo         boolean      not null
);
comment on table oauth_client is 'Systems that ask for tokens: hashed secret, roles, the department they are bound to; demo rows count in profile demo only';

create table facade_key (
    paasid       varchar(100) not null primary key,
    sealed_token varchar(400) not null,
    department   varchar(18)  not null,
    demo         boolean      not null
);
comment on table facade_key is 'Systems that sign legacy-shaped calls: the sealed token, the department they are bound to; demo rows count in profile demo only';

create table used_nonce (
    paasid     varchar(100) not null,
    nonce      char(64)     not null,
    expires_at timestamp(3) with time zone not null,
    primary key (paasid, nonce)
);
create index used_nonce_by_expiry on used_nonce (expires_at);
comment on table used_nonce is 'Nonces (SHA-256) of signed calls that were let in, kept until their timestamps are too old anyway';

create table signing_key (
    name       varchar(20)   not null primary key,
    sealed_key varchar(8000) not null
);
comment on table signing_key is 'The key that signs access tokens, sealed by the vault; shared by all nodes';
