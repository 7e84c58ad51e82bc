create table department (
    code    varchar(18)  not null primary key,
    name    varchar(100) not null,
    version bigint       not null
);
comment on table department is 'The departments that take part, by unified social credit code';

create table responsible_person (
    department     varchar(18) not null references department (code),
    responsibility varchar(20) not null,
    name           varchar(50) not null,
    sealed_mobile  varchar(400) not null,
    primary key (department, responsibility)
);
comment on table responsible_person is 'Who answers for a department: lead, operations, maintenance, security; the mobile number is sealed';

create table legacy_app (
    department varchar(18)  not null references department (code),
    code       varchar(40)  not null,
    name       varchar(100) not null,
    primary key (department, code)
);
comment on table legacy_app is 'The departments'' own mobile apps that bundles replace';
