alter table bundle_version add column signed_with varchar(32);
alter table bundle_version add column signed_since timestamp(3) with time zone;
comment on column bundle_version.signed_with is 'The id of the key that the kept signature names; null when there is none';
comment on column bundle_version.signed_since is 'Since when the hub itself keeps this signature of this content, whatever the signer says; null for as long as the content';
