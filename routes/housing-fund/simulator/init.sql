-- The centre's core as JGJ/T 320-2014 names it. Traps: a name outside the GBK table, a name with a middle dot, the text 'null' for a mobile,
-- a mobile whose text message is taken while its answer comes too late.
create table st_collection_personal_account (
    GRZH varchar(20) primary key, GRJCJS decimal(18,2), GRZHZT varchar(2), KHRQ varchar(8), GRZHYE decimal(18,2), GRZHSNJZYE decimal(18,2),
    GRZHDNGJYE decimal(18,2), GRYJCE decimal(18,2), DWYJCE decimal(18,2), XHRQ varchar(8), XHYY varchar(2), GRCKZHHM varchar(30),
    GRCKZHKHYHMC varchar(120), GRCKZHKHYHDM varchar(3)
);
create table st_collection_personal_business_details (
    GRZH varchar(20), JZRQ varchar(8), GJHTQYWLX varchar(2), FSE decimal(18,2), DNGJFSE decimal(18,2), SNJZFSE decimal(18,2),
    FSLXE decimal(18,2), TQYY varchar(4), TQFS varchar(4), YWLSH varchar(20), CZBZ varchar(2)
);
create table st_common_person (
    GRZH varchar(20) primary key, XingMing varchar(120), XMQP varchar(120), XingBie varchar(1), GDDHHM varchar(20), SJHM varchar(11),
    ZJLX varchar(2), ZJHM varchar(18), CSNY varchar(6), HYZK varchar(2), ZhiYe varchar(4), ZhiChen varchar(4), ZhiWu varchar(4),
    XueLi varchar(4), YZBM varchar(6), JTZZ varchar(255), JTYSR decimal(18,2)
);
insert into st_collection_personal_account values ('43030000000000000001', 10000.00, '01', '20190301', 35210.88, 20000.00, 6000.00, 600.00, 600.00, null, null, null, null, null);
insert into st_common_person values ('43030000000000000001', '测试甲', 'CE SHI', '1', null, '19900000001', '01', '430301190001010028', '190001', null, null, null, null, null, null, null, null);
insert into st_collection_personal_account values ('43030000000000000002', 10000.00, '01', '20190301', 1024.00, 20000.00, 6000.00, 600.00, 600.00, null, null, null, null, null);
insert into st_common_person values ('43030000000000000002', '测试𠮷', 'CE SHI', '1', null, '19900000002', '01', '430301190001020015', '190001', null, null, null, null, null, null, null, null);
insert into st_collection_personal_account values ('43030000000000000003', 10000.00, '01', '20190301', 880.50, 20000.00, 6000.00, 600.00, 600.00, null, null, null, null, null);
insert into st_common_person values ('43030000000000000003', '测试·阿依', 'CE SHI', '1', null, 'null', '01', '430301190001030045', '190001', null, null, null, null, null, null, null, null);
insert into st_collection_personal_account values ('43030000000000000004', 10000.00, '01', '20190301', 12000.00, 20000.00, 6000.00, 600.00, 600.00, null, null, null, null, null);
insert into st_common_person values ('43030000000000000004', '测试丁', 'CE SHI', '1', null, '19900000408', '01', '430301190001040075', '190001', null, null, null, null, null, null, null, null);
-- What the bank's notices are matched with: a withdrawal that is paid, one that will come back, and one paid to two persons.
insert into st_collection_personal_business_details values ('43030000000000000001', '20260601', '11', 5000.00, 5000.00, 0.00, 12.30, '07', '02', '202606010000011', '0');
insert into st_collection_personal_business_details values ('43030000000000000001', '20260602', '11', 800.00, 800.00, 0.00, 0.00, '07', '02', '202606020000012', '0');
insert into st_collection_personal_business_details values ('43030000000000000002', '20260603', '01', 600.00, 600.00, 0.00, 0.00, null, null, '202606030000013', '0');
insert into st_collection_personal_business_details values ('43030000000000000003', '20260603', '01', 700.00, 700.00, 0.00, 0.00, null, null, '202606030000013', '0');
