package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hub's stable words, as they stand in its answers, in the words of its readers. */
final class Words {

    private static final Map<String, Text> ALL = Map.ofEntries(
            word("error", "错误", "error"),
            word("warning", "警告", "warning"),
            word("warn", "警告", "warn"),
            word("info", "信息", "info"),
            // what differs
            word("breaking", "破坏", "breaking"),
            word("possible", "可能", "possibly"),
            word("none", "兼容", "compatible"),
            word("added", "新增", "added"),
            word("changed", "修改", "changed"),
            word("removed", "删除", "removed"),
            // parts of a bundle
            word("definition", "定义", "definition"),
            word("contract", "契约", "contract"),
            word("route", "路由", "route"),
            word("mapping", "映射", "mapping"),
            word("dictionary", "字典", "dictionary"),
            word("sample", "样例", "sample"),
            word("case", "用例", "case"),
            word("simulator", "模拟", "simulator"),
            word("other", "其他", "other"),
            word("input", "入口", "input"),
            word("legacy", "部门接口", "legacy"),
            word("source", "来源字段", "source"),
            // phases of a deployment
            word("check", "检查", "check"),
            word("admit", "准入", "admit"),
            word("compare", "比较", "compare"),
            word("start", "启动", "start"),
            word("samples", "样例", "samples"),
            word("commit", "提交", "commit"),
            word("swap", "切换", "swap"),
            word("drain", "排空", "drain"),
            // how a version stands, and how a connection does
            word("canary", "灰度", "canary"),
            word("shadow", "影子", "shadow"),
            word("open", "已打开", "open"),
            word("half-open", "半开", "half-open"),
            word("closed", "已闭合", "closed"),
            // what happened
            word("deployed", "已部署", "deployed"),
            word("rolled-back", "已退回", "rolled-back"),
            word("candidate", "候选版本", "candidate"),
            word("undeployed", "已卸载", "undeployed"),
            word("step", "步骤", "step"),
            word("problem", "问题", "problem"),
            word("unmapped", "字典无此代码", "unmapped"),
            word("polling-troubled", "轮询受阻", "polling-troubled"),
            word("polling-recovered", "轮询恢复", "polling-recovered"),
            word("polling-behind", "轮询落后", "polling-behind"),
            word("polling-gap", "轮询有缺", "polling-gap"),
            word("row-set-aside", "行已搁置", "row-set-aside"),
            word("file-changed", "同名文件内容不同", "file-changed"),
            word("breaker-opened", "熔断打开", "breaker-opened"),
            word("breaker-closed", "熔断闭合", "breaker-closed"),
            // outcomes of an exchange
            word("answered", "已应答", "answered"),
            word("queued", "已入队", "queued"),
            word("delivered", "已送达", "delivered"),
            word("dropped", "已丢弃", "dropped"),
            word("filtered", "已过滤", "filtered"),
            word("rejected", "已拒绝", "rejected"),
            word("throttled", "已限流", "throttled"),
            word("refused", "被拒绝", "refused"),
            word("failed", "失败", "failed"),
            // what is recorded
            word("call", "调用", "call"),
            word("facade", "原接口", "facade"),
            word("message", "消息", "message"),
            word("file", "文件", "file"),
            word("batch", "批次", "batch"),
            word("rows", "轮询的行", "rows"),
            word("frame", "报文", "frame"),
            // states of a run
            word("running", "进行中", "running"),
            word("done", "已完成", "done"),
            word("interrupted", "被中断", "interrupted"));

    private Words() {}

    /** The word itself where it is nobody's word but its author's. */
    static Text of(@Nullable Object word) {
        String text = String.valueOf(word);
        return ALL.getOrDefault(text, new Text(text, text));
    }

    private static Map.Entry<String, Text> word(String key, String zh, String en) {
        return Map.entry(key, new Text(zh, en));
    }
}
