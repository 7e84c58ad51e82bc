create table redemption_bill (
    id             varchar(38)  not null primary key,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    amount_fen     bigint       not null,
    paid_fen       bigint,
    issued_on      date,
    paid_on        date,
    refused        boolean      not null,
    agency         varchar(300),
    project        varchar(180),
    deleted        boolean      not null,
    updated        timestamp    not null,
    row_hash       char(64)     not null,
    run            char(26)     not null,
    set_aside      boolean      default false not null
);
create index redemption_bill_by_certificate on redemption_bill (certificate_no, division, fiscal_year);
comment on table redemption_bill is 'The treasury''s payment certificates as last read; set_aside: its newest version could not be read';

create table redemption_detail (
    id             varchar(38)  not null primary key,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    uscc           varchar(18),
    amount_fen     bigint       not null,
    paid_fen       bigint,
    deleted        boolean      not null,
    updated        timestamp    not null,
    row_hash       char(64)     not null,
    run            char(26)     not null,
    set_aside      boolean      default false not null
);
create index redemption_detail_by_certificate on redemption_detail (certificate_no, division, fiscal_year);
comment on table redemption_detail is 'The treasury''s payment details as last read; uscc null: not enterprise-related, kept without anything personal because its amount counts against the certificate';

create table redemption_staged_bill (
    run            char(26)     not null,
    batch          integer      not null,
    id             varchar(38)  not null,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    amount_fen     bigint       not null,
    paid_fen       bigint,
    issued_on      date,
    paid_on        date,
    refused        boolean      not null,
    agency         varchar(300),
    project        varchar(180),
    deleted        boolean      not null,
    updated        timestamp    not null,
    row_hash       char(64)     not null,
    primary key (run, id, batch)
);
comment on table redemption_staged_bill is 'Certificates of a run that is not published yet';

create table redemption_staged_detail (
    run            char(26)     not null,
    batch          integer      not null,
    id             varchar(38)  not null,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    uscc           varchar(18),
    amount_fen     bigint       not null,
    paid_fen       bigint,
    deleted        boolean      not null,
    updated        timestamp    not null,
    row_hash       char(64)     not null,
    primary key (run, id, batch)
);
comment on table redemption_staged_detail is 'Payment details of a run that is not published yet';

create table redemption_affected (
    run            char(26)     not null,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    primary key (run, certificate_no, division, fiscal_year)
);
comment on table redemption_affected is 'Certificates whose payments a publishing run derives anew; empty outside its transaction';

create table redemption_derived (
    run            char(26)     not null,
    detail_id      varchar(38)  not null,
    bill_id        varchar(38),
    uscc           varchar(18)  not null,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    state          varchar(20)  not null,
    hold           varchar(20),
    amount_fen     bigint       not null,
    paid_fen       bigint,
    dated          date         not null,
    agency         varchar(300),
    project        varchar(180),
    updated        timestamp    not null,
    primary key (run, detail_id)
);
comment on table redemption_derived is 'Payments as a publishing run derives them, before they replace what was shown; empty outside its transaction';

create table redemption_payment (
    detail_id      varchar(38)  not null primary key,
    bill_id        varchar(38),
    uscc           varchar(18)  not null,
    certificate_no varchar(100) not null,
    division       varchar(9)   not null,
    fiscal_year    varchar(4)   not null,
    state          varchar(20)  not null,
    hold           varchar(20),
    amount_fen     bigint       not null,
    paid_fen       bigint,
    dated          date         not null,
    agency         varchar(300),
    project        varchar(180),
    updated        timestamp    not null,
    run            char(26)     not null
);
create index redemption_payment_by_enterprise on redemption_payment (uscc, dated, detail_id);
create index redemption_payment_by_certificate on redemption_payment (certificate_no, division, fiscal_year);
comment on table redemption_payment is 'What the treasury pays to an enterprise, one row a payment detail; state HELD rows are never shown, hold says why';
