alter table facade_key alter column public_key set data type varchar(4000);

comment on column facade_key.public_key is 'SM2 or RSA, where the system signs with a key pair and has no token; its certificate where it signs vouchers';
