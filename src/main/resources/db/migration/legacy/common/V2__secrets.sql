alter table legacy_connection add column sealed_secrets bytea;

comment on column legacy_connection.sealed_secrets is 'Further secrets by name, and references to where secrets stand on the hub: JSON, sealed';
