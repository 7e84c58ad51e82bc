-- What goes wrong in such feeds, once each; the enterprises are made up.
insert into PAY_VOUCHER_BILL (PAY_CERT_ID, FISCAL_YEAR, VOU_DATE, PAY_CERT_NO, PAY_AMT, XPAY_AMT, XPAY_DATE, RECEIPT_ADD_WORD,
                              MOF_DIV_CODE, AGENCY_NAME, PRO_NAME, UPDATE_TIME, IS_DELETED)
values
 -- the same certificate number in two divisions and in two years: three different certificates
 ('B-T-0001', '2026', date '2026-03-05', 'W002600000001', 1000.00, 1000.00, date '2026-03-06', null, '430100000', '长沙市财政局', '同号不同区划', timestamp '2026-03-06 10:00:00', '2'),
 ('B-T-0002', '2026', date '2026-03-05', 'W002600000001', 2000.00, null, null, null, '431000000', '郴州市财政局', '同号不同区划', timestamp '2026-03-06 10:00:00', '2'),
 ('B-T-0003', '2025', date '2025-03-05', 'W002600000001', 3000.00, 3000.00, date '2025-03-06', null, '430100000', '长沙市财政局', '同号不同年度', timestamp '2026-03-06 10:00:00', '2'),
 -- twice in the same division and year: AMBIGUOUS
 ('B-T-0004', '2026', date '2026-03-07', 'W002600000002', 700.00, 700.00, date '2026-03-08', null, '430100000', '长沙市财政局', '重号凭证', timestamp '2026-03-08 10:00:00', '2'),
 ('B-T-0005', '2026', date '2026-03-07', 'W002600000002', 700.00, null, null, null, '430100000', '长沙市财政局', '重号凭证', timestamp '2026-03-08 10:00:00', '2'),
 -- paid in part: DIFFERENCE
 ('B-T-0006', '2026', date '2026-03-09', 'W002600000003', 5000.00, 4999.99, date '2026-03-10', null, '430100000', '长沙市财政局', '差额支付', timestamp '2026-03-10 10:00:00', '2'),
 -- its details add up to more: OVER_BILL, a person's row counts too
 ('B-T-0007', '2026', date '2026-03-11', 'W002600000004', 800.00, 800.00, date '2026-03-12', null, '430100000', '长沙市财政局', '明细超额', timestamp '2026-03-12 10:00:00', '2'),
 -- a third decimal: no amount in fen
 ('B-T-0008', '2026', date '2026-03-13', 'W002600000005', 10.005, null, null, null, '430100000', '长沙市财政局', '三位小数', timestamp '2026-03-13 10:00:00', '2'),
 -- live rows that do not say IS_DELETED = 2
 ('B-T-0009', '2026', date '2026-03-14', 'W002600000006', 60.00, 60.00, date '2026-03-15', null, '430100000', '长沙市财政局', 'IS_DELETED 为 0', timestamp '2026-03-15 10:00:00', '0'),
 ('B-T-0010', '2026', date '2026-03-14', 'W002600000007', 70.00, 70.00, date '2026-03-15', null, '430100000', '长沙市财政局', 'IS_DELETED 为空', timestamp '2026-03-15 10:00:00', null),
 -- the older calls' division of six digits is another text
 ('B-T-0011', '2026', date '2026-03-16', 'W002600000008', 80.00, 80.00, date '2026-03-17', null, '430100', '长沙市财政局', '六位区划', timestamp '2026-03-17 10:00:00', '2'),
 -- zero paid, no word why, no date: nothing but an issued certificate is proven
 ('B-T-0012', '2026', date '2026-03-18', 'W002600000009', 90.00, 0.00, null, null, '430100000', '长沙市财政局', '未支付', timestamp '2026-03-18 10:00:00', '2');

insert into PAY_DETAIL (PAY_DETAIL_ID, PAY_AMT, XPAY_AMT, PAY_CERT_NO, MOF_DIV_CODE, FISCAL_YEAR, UPDATE_TIME, IS_DELETED, UNIFSOC_CRED_CODE,
                        CORP_NAME, PER_NAME, IDEN_NO)
values
 ('D-T-0001', 1000.00, 1000.00, 'W002600000001', '430100000', '2026', timestamp '2026-03-06 10:00:00', '2', '91430200MAHUB0021H', '测试企业甲', null, null),
 ('D-T-0002', 2000.00, null, 'W002600000001', '431000000', '2026', timestamp '2026-03-06 10:00:00', '2', '91433100MAHUB003X9', '测试企业乙', null, null),
 ('D-T-0003', 3000.00, 3000.00, 'W002600000001', '430100000', '2025', timestamp '2026-03-06 10:00:00', '2', '91430200MAHUB0021H', '测试企业甲', null, null),
 ('D-T-0004', 700.00, 700.00, 'W002600000002', '430100000', '2026', timestamp '2026-03-08 10:00:00', '2', '91430200MAHUB0021H', '测试企业甲', null, null),
 ('D-T-0005', 5000.00, 4999.99, 'W002600000003', '430100000', '2026', timestamp '2026-03-10 10:00:00', '2', '91430200MAHUB0021H', '测试企业甲', null, null),
 ('D-T-0006', 500.00, 500.00, 'W002600000004', '430100000', '2026', timestamp '2026-03-12 10:00:00', '2', '91430200MAHUB0021H', '测试企业甲', null, null),
 ('D-T-0007', 300.01, 300.01, 'W002600000004', '430100000', '2026', timestamp '2026-03-12 10:00:00', '2', null, null, '测试甲', '430301190001010028'),
 ('D-T-0008', 10.00, null, 'W002600000005', '430100000', '2026', timestamp '2026-03-13 10:00:00', '2', '91430200MAHUB0021H', '测试企业甲', null, null),
 ('D-T-0009', 60.00, 60.00, 'W002600000006', '430100000', '2026', timestamp '2026-03-15 10:00:00', '0', '91433100MAHUB003X9', '测试企业乙', null, null),
 ('D-T-0010', 70.00, 70.00, 'W002600000007', '430100000', '2026', timestamp '2026-03-15 10:00:00', null, '91433100MAHUB003X9', '测试企业乙', null, null),
 -- nine digits here, six on the certificate: waits
 ('D-T-0011', 80.00, 80.00, 'W002600000008', '430100000', '2026', timestamp '2026-03-17 10:00:00', '2', '91433100MAHUB003X9', '测试企业乙', null, null),
 ('D-T-0012', 90.00, null, 'W002600000009', '430100000', '2026', timestamp '2026-03-18 10:00:00', '2', '91433100MAHUB003X9', '测试企业乙', null, null),
 -- a wrong check character, and a row that is not hooked to a certificate yet
 ('D-T-0013', 15.00, 15.00, 'W430000260201', '430000000', '2026', timestamp '2026-03-19 10:00:00', '2', '91430100MAHUB0013A', '校验码错误', null, null),
 ('D-T-0014', 25.00, null, null, '430100000', '2026', timestamp '2026-03-19 10:00:00', '2', '92430100MAHUB0064N', '测试个体户', null, null),
 -- deleted before anybody was to see it
 ('D-T-0015', 35.00, null, 'W002600000006', '430100000', '2026', timestamp '2026-03-19 10:00:00', '1', '91433100MAHUB003X9', '测试企业乙', null, null);
