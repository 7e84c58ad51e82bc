-- The three tables as the exchange standard names them. Rows of up_pro_process can only be read, in a view; the register is not cleaned.
create table up_pro_accept (
    row_guid varchar(50) primary key, project_no varchar(50), catalog_code varchar(12), local_catalog_code varchar(50), task_code varchar(36),
    local_task_code varchar(50), task_handle_item varchar(50), task_name varchar(1000), task_version integer, project_name varchar(1000),
    project_type varchar(2), apply_type varchar(2), applyer_name varchar(200), applyer_type varchar(2), applyer_page_type varchar(3),
    applyer_page_code varchar(50), legal varchar(100), contact_name varchar(100), contact_type varchar(3), contact_code varchar(50),
    contact_mobile varchar(20), apply_date timestamp(0), accept_date timestamp(0), promise_date timestamp(0), accept_doc_no varchar(100),
    org_code varchar(50), org_name varchar(200), handle_user_name varchar(100), address varchar(500), zip_code varchar(10),
    cd_operation varchar(2), cd_time timestamp(0), cd_batch varchar(32), data_source varchar(3), is_sync varchar(1) default '0'
);
create table up_pro_process (
    row_guid varchar(50) primary key, project_no varchar(50), event_name varchar(2), process_name varchar(1000), handle_user_name varchar(100),
    handle_explain varchar(2000), event_start_time timestamp(0), event_end_time timestamp(0), cd_operation varchar(2), cd_time timestamp(0),
    cd_batch varchar(32), data_source varchar(3), is_sync varchar(1) default '0'
);
create table up_pro_result (
    row_guid varchar(50) primary key, project_no varchar(50), result_date timestamp(0), result_type varchar(2), result_explain varchar(2000),
    result_cetr_name varchar(200), result_cetr_no varchar(100), is_delivery_results varchar(1), satisfaction varchar(2),
    cd_operation varchar(2), cd_time timestamp(0), cd_batch varchar(32), data_source varchar(3), is_sync varchar(1) default '0'
);
create view v_pro_process as
    select row_guid, project_no, event_name, process_name, event_start_time, event_end_time, cd_operation, cd_time from up_pro_process;
create table pro_register (
    project_no varchar(50) primary key, task_name varchar(1000), org_name varchar(200), applyer_name varchar(200), applyer_type varchar(2),
    applyer_page_type varchar(3), applyer_page_code varchar(50), contact_name varchar(100), contact_type varchar(3), contact_code varchar(50),
    contact_mobile varchar(20)
);
create view v_pro_case as select * from pro_register;
