alter table legacy_connection add column tls varchar(130000);

comment on column legacy_connection.tls is 'Whom the binding trusts and the certificate it shows, as JSON; its private key is among sealed_secrets';
