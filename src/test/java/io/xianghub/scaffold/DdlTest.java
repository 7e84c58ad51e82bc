package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DdlTest {

    private static final String MYSQL =
            """
            -- 个人基本信息; create table nothing (x int);
            CREATE TABLE IF NOT EXISTS `gr_jbxx` (
              `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT '主键',
              `xm` varchar(50) NOT NULL DEFAULT '' COMMENT '姓名, it''s "quoted"',
              `xb` char(1) COMMENT '性别：1-男,2-女',
              `je` decimal(18,2) DEFAULT '0.00',
              `key` varchar(10),
              `update_time` datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
              `photo` longblob,
              PRIMARY KEY (`id`) USING BTREE,
              UNIQUE KEY uk_xm (`xm`(10)),
              CONSTRAINT fk FOREIGN KEY (`xb`) REFERENCES dict (`code`)
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='个人基本信息';
            """;
    private static final String ORACLE =
            """
            create table ZWFW.BJ_XX
            (
              BJBH        VARCHAR2(38 CHAR) not null,
              SXBM        VARCHAR2(31) default sys_guid(),
              JE          NUMBER(18,2),
              SL          NUMBER(10),
              BZ          CLOB,
              GXSJ        DATE default sysdate
            )
            tablespace USERS pctfree 10 storage ( initial 64K );
            comment on table ZWFW.BJ_XX is '办件信息';
            comment on column ZWFW.BJ_XX.BJBH is '办件编号';
            alter table ZWFW.BJ_XX add constraint PK_BJ primary key (BJBH) using index;
            """;
    private static final String POSTGRESQL =
            """
            CREATE TABLE public.person (
                id bigserial PRIMARY KEY,
                "fullName" character varying(80) NOT NULL,
                born timestamp(0) without time zone,
                detail jsonb,
                active boolean DEFAULT true NOT NULL,
                updated_at timestamp with time zone DEFAULT now()
            );
            COMMENT ON COLUMN public.person."fullName" IS '姓名';
            """;
    private static final String DAMENG =
            """
            CREATE TABLE "GJJ"."DW_ZH"
            (
            "DWZH" VARCHAR(20) NOT NULL,
            "DWMC" VARCHAR(300),
            "JZNY" VARCHAR(6),
            "GXSJ" TIMESTAMP(0),
            NOT CLUSTER PRIMARY KEY("DWZH")) STORAGE(ON "GJJ", CLUSTERBTR) ;
            COMMENT ON COLUMN "GJJ"."DW_ZH"."DWMC" IS '单位名称';
            """;

    @TempDir
    Path folder;

    @Test
    void readsMySql() throws IOException {
        SqlTable table = DdlParser.tables(MYSQL).get(0);
        assertThat(DdlParser.tables(MYSQL)).hasSize(1);
        assertThat(table.comment()).isEqualTo("个人基本信息");
        assertThat(table.keys()).containsExactly("id");
        assertThat(table.columns())
                .extracting(SqlTable.Column::name)
                .containsExactly("id", "xm", "xb", "je", "key", "update_time", "photo");
        assertThat(table.column("xm").orElseThrow().comment()).isEqualTo("姓名, it's \"quoted\"");
        assertThat(table.column("key").orElseThrow().written()).isEqualTo("`key`");
    }

    @Test
    void readsOracle() {
        SqlTable table = DdlParser.tables(ORACLE).get(0);
        assertThat(table.name()).isEqualTo("ZWFW.BJ_XX");
        assertThat(table.comment()).isEqualTo("办件信息");
        assertThat(table.keys()).containsExactly("BJBH");
        assertThat(table.column("BJBH").orElseThrow().comment()).isEqualTo("办件编号");
        assertThat(table.column("BJBH").orElseThrow().length()).isEqualTo(38);
        assertThat(SqlTypes.shape(table.column("SL").orElseThrow())
                        .orElseThrow()
                        .kind())
                .isEqualTo(Shape.Kind.INTEGER);
        assertThat(SqlTypes.shape(table.column("JE").orElseThrow())
                        .orElseThrow()
                        .kind())
                .isEqualTo(Shape.Kind.DECIMAL);
    }

    @Test
    void readsPostgreSql() {
        SqlTable table = DdlParser.tables(POSTGRESQL).get(0);
        assertThat(table.keys()).containsExactly("id");
        assertThat(table.column("fullName").orElseThrow().written()).isEqualTo("\"fullName\"");
        assertThat(table.column("fullName").orElseThrow().comment()).isEqualTo("姓名");
        assertThat(SqlTypes.simulated(table.column("updated_at").orElseThrow())).isEqualTo("TIMESTAMP(0)");
    }

    @Test
    void readsDameng() {
        SqlTable table = DdlParser.tables(DAMENG).get(0);
        assertThat(table.name()).isEqualTo("GJJ.DW_ZH");
        assertThat(table.keys()).containsExactly("DWZH");
        assertThat(table.column("DWMC").orElseThrow().comment()).isEqualTo("单位名称");
    }

    @Test
    void makesAQueryByKeyAndASourceOfEachTable() throws IOException {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "t.sql", MYSQL + ORACLE + POSTGRESQL + DAMENG);
        assertThat(made.validated()).isEmpty();
        assertThat(made.operations()).containsExactly("getGrJbxx", "getBjXx", "getPerson", "getDwZh");
        Map<?, ?> core =
                (Map<?, ?>) ((Map<?, ?>) made.yaml("routes/tried/bundle.yaml").get("connections")).get("core");
        assertThat(((Map<?, ?>) core.get("sources")).keySet().toString()).isEqualTo("[gr-jbxx, bj-xx, person, dw-zh]");
        assertThat(((Map<?, ?>) ((Map<?, ?>) core.get("operations")).get("getBjXx")).get("query"))
                .asString()
                .contains("from ZWFW.BJ_XX")
                .contains("where BJBH = :BJBH");
        assertThat(made.text("mappings/tried/dictionaries/xb.csv"))
                .contains("1,1,男,,")
                .contains("2,2,女,,");
        assertThat(made.codes()).contains("init.column");
    }

    @Test
    void namesWhatIsMissingForAKeyAndForASource() throws IOException {
        ScaffoldedBundle made =
                ScaffoldedBundle.of(folder, "t.sql", "create table t_x (dwmc varchar(10), je number(12,2))");
        assertThat(made.codes()).containsExactly("init.no-key", "init.no-source");
        assertThat(made.text("routes/tried/bundle.yaml")).contains("rows: many").contains("where dwmc = :dwmc");
        assertThat(made.findings().all())
                .allSatisfy(finding -> assertThat(finding.place()).startsWith("t.sql:1"));
    }

    @Test
    void readsTheSampleRowOfItsOwnSimulator() throws Exception {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "t.sql", MYSQL + ORACLE + POSTGRESQL + DAMENG);
        assertThat(made.tested()).isEmpty();
        try (Scaffolding running = Scaffolding.run(made, folder.resolve("run"))) {
            for (String operation : made.operations()) {
                Object request = made.json("routes/tried/cases/" + operation + "/sample/request.json");
                Object expected = made.json("routes/tried/cases/" + operation + "/sample/answer.json");
                assertThat(running.ask(operation, request)).as(operation).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesAScriptWithoutAWholeTable() throws IOException {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "t.sql", "create table broken (");
        assertThat(made.bundle()).isEmpty();
        assertThat(made.codes()).isEqualTo(List.of("init.no-table"));
    }
}
