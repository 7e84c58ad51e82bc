-- 240 certificates with a detail each, forty of them stamped with the same second; every third detail is a person's.
insert into PAY_VOUCHER_BILL (PAY_CERT_ID, FISCAL_YEAR, VOU_DATE, PAY_CERT_NO, PAY_AMT, XPAY_AMT, XPAY_DATE, MOF_DIV_CODE, AGENCY_NAME,
                              PRO_NAME, UPDATE_TIME, IS_DELETED)
select 'B-M-' || lpad(x, 4, '0'), '2026', date '2026-05-06', 'W0026100' || lpad(x, 5, '0'), 100 + x / 100.0,
       case when mod(x, 4) = 0 then null else 100 + x / 100.0 end,
       case when mod(x, 4) = 0 then null else date '2026-05-07' end,
       case mod(x, 3) when 0 then '430000000' when 1 then '430100000' else '431000000' end, '省财政厅（演示）', '惠企利民补助（演示）',
       case when x between 101 and 140 then timestamp '2026-05-07 09:00:00'
            else dateadd('second', x * 7, timestamp '2026-05-07 10:00:00') end,
       '2'
  from system_range(1, 240);

insert into PAY_DETAIL (PAY_DETAIL_ID, PAY_AMT, XPAY_AMT, PAY_CERT_NO, MOF_DIV_CODE, FISCAL_YEAR, UPDATE_TIME, IS_DELETED, UNIFSOC_CRED_CODE,
                        CORP_NAME, PER_NAME, IDEN_NO)
select 'D-M-' || lpad(x, 4, '0'), 100 + x / 100.0, case when mod(x, 4) = 0 then null else 100 + x / 100.0 end,
       'W0026100' || lpad(x, 5, '0'), case mod(x, 3) when 0 then '430000000' when 1 then '430100000' else '431000000' end, '2026',
       case when x between 101 and 140 then timestamp '2026-05-07 09:00:00'
            else dateadd('second', x * 7, timestamp '2026-05-07 10:00:00') end,
       '2', case mod(x, 3) when 0 then null when 1 then '91430200MAHUB0021H' else '92430100MAHUB0064N' end,
       case mod(x, 3) when 0 then null when 1 then '测试企业甲' else '测试个体户' end, case mod(x, 3) when 0 then '测试甲' end,
       case mod(x, 3) when 0 then '430301190001010028' end
  from system_range(1, 240);
