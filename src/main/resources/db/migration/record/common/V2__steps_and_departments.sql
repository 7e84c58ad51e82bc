alter table exchange add column department varchar(18);
alter table exchange add column step varchar(300);
create index exchange_by_department on exchange (department, id);
comment on column exchange.department is 'The department whose bundle version was reached';
comment on column exchange.step is 'Where in a route it failed: file, line and step';
