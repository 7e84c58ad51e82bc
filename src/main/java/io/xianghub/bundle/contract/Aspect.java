package io.xianghub.bundle.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import java.util.Locale;

/** What about the contract was changed. */
public enum Aspect {
    OPERATION("操作", "the operation"),
    METHOD("方法", "the method"),
    PATH("路径", "the path"),
    SUBJECT("调用主体", "the subject"),
    SUBJECT_PATH("主体所在字段", "the field of the subject"),
    TIMEOUT("时限", "the timeout"),
    BODY("请求体", "the request body"),
    FIELD("字段", "the field"),
    PRESENCE("必填性", "presence"),
    TYPE("类型", "the type"),
    NULL("空值", "null"),
    VALUES("取值范围", "the list of values"),
    RANGE("数值范围", "the range"),
    STEP("数值步长", "the step"),
    LENGTH("长度", "the length"),
    COUNT("个数", "the count"),
    UNIQUENESS("唯一性", "uniqueness"),
    PATTERN("正则", "the pattern"),
    FORMAT("格式", "the format"),
    OTHER_FIELDS("未声明字段", "undeclared fields"),
    ALTERNATIVE("可选形态", "the alternative"),
    RULE("规则", "the rule"),
    DEFAULT("缺省值", "the default"),
    SENSITIVITY("敏感级别", "the sensitivity"),
    DEPRECATION("弃用标记", "the deprecation"),
    FACADE("入口", "the façade"),
    MESSAGE("消息类型", "the message type"),
    COLUMN("列", "the column"),
    SYNC("同步", "the sync"),
    STREAM("数据流", "the stream"),
    TEMPLATE("消息模板", "the template"),
    SETTING("设置", "the setting"),
    OWNER("所属部门", "the department");

    private final String zh;
    private final String en;

    Aspect(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public Text label() {
        return new Text(zh, en);
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
