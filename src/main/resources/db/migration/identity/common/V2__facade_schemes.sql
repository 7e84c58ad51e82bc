alter table facade_key add column scheme varchar(40);
alter table facade_key add column public_key varchar(2000);
alter table facade_key alter column sealed_token drop not null;

comment on column facade_key.scheme is 'The only signature scheme that the system may sign by; null for any';
comment on column facade_key.public_key is 'SM2 or RSA, where the system signs with a key pair and has no token';
