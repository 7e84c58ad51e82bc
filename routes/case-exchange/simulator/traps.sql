-- Times are Beijing's, and some minutes ago. Traps: a case that ended before it was accepted, an enterprise's case, a row without a time, a row
-- of no known operation, a process whose case the register learns of only later (430100-T-9 is never there).
set @now = cast(formatdatetime(current_timestamp, 'yyyy-MM-dd HH:mm:ss', 'zh', 'Asia/Shanghai') as timestamp(0));

insert into pro_register values ('4301002026060100001', '个体工商户设立登记', '测试市行政审批局', '测试甲', '1', '111', '430301190001010028', '测试甲', '111', '430301190001010028', '19900000001');
insert into pro_register values ('4301002026060100002', '食品经营许可', '测试市市场监管局', '测试乙', '1', '111', '430102190002010017', '测试乙', '111', '430102190002010017', '19900000002');
insert into pro_register values ('4301002026060100003', '企业注销登记', '测试市行政审批局', '测试一号有限公司', '2', '001', '91430100MAHUB0013H', '测试丙', '111', '430202190003020028', '19900000003');

-- In order.
insert into up_pro_accept (row_guid, project_no, accept_date, cd_operation, cd_time) values ('A-1', '4301002026060100001', dateadd('MINUTE', -40, @now), 'I', dateadd('MINUTE', -40, @now));
insert into up_pro_process (row_guid, project_no, event_name, process_name, event_start_time, cd_operation, cd_time) values ('P-1', '4301002026060100001', '2', '审查', dateadd('MINUTE', -35, @now), 'I', dateadd('MINUTE', -35, @now));
-- The result came first: what follows it is no news.
insert into up_pro_result (row_guid, project_no, result_date, result_type, cd_operation, cd_time) values ('R-2', '4301002026060100002', dateadd('MINUTE', -30, @now), '1', 'I', dateadd('MINUTE', -38, @now));
insert into up_pro_process (row_guid, project_no, event_name, process_name, event_start_time, cd_operation, cd_time) values ('P-2', '4301002026060100002', '2', '决定', dateadd('MINUTE', -31, @now), 'I', dateadd('MINUTE', -29, @now));
insert into up_pro_accept (row_guid, project_no, accept_date, cd_operation, cd_time) values ('A-2', '4301002026060100002', dateadd('MINUTE', -33, @now), 'I', dateadd('MINUTE', -28, @now));
-- An enterprise's case goes to its contact.
insert into up_pro_accept (row_guid, project_no, accept_date, cd_operation, cd_time) values ('A-3', '4301002026060100003', dateadd('MINUTE', -20, @now), 'I', dateadd('MINUTE', -20, @now));
-- Wrong rows.
insert into up_pro_accept (row_guid, project_no, accept_date, cd_operation, cd_time) values ('A-8', '4301002026060100001', dateadd('MINUTE', -20, @now), 'I', null);
insert into up_pro_result (row_guid, project_no, result_date, result_type, cd_operation, cd_time) values ('R-8', '4301002026060100003', dateadd('MINUTE', -20, @now), '1', 'X', dateadd('MINUTE', -20, @now));
insert into up_pro_process (row_guid, project_no, event_name, process_name, event_start_time, cd_operation, cd_time) values ('P-9', '430100-T-9', '2', '审查', dateadd('MINUTE', -45, @now), 'I', dateadd('MINUTE', -45, @now));
