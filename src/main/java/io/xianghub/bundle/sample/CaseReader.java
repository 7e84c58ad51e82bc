package io.xianghub.bundle.sample;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code routes/<bundle>/cases/<input>/<case>/}; whatever is wrong with a case is a finding, and it is left out. */
final class CaseReader {

    private final Map<String, Input> inputs;
    private final Findings findings;

    CaseReader(Map<String, Input> inputs, Findings findings) {
        this.inputs = inputs;
        this.findings = findings;
    }

    List<Case> read(BundleFiles files) {
        String root = "routes/" + files.name() + "/cases/";
        SortedMap<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
        files.routes().forEach((path, bytes) -> {
            if (path.startsWith(root) && !path.endsWith("/README.md")) {
                place(root, path, bytes, folders);
            }
        });
        List<Case> cases = new ArrayList<>();
        folders.forEach((folder, content) -> {
            Input input = inputs.get(folder.substring(root.length(), folder.lastIndexOf('/')));
            if (input != null) {
                new CaseFolder(input, folder, content, new JsonFiles(findings))
                        .read()
                        .ifPresent(cases::add);
            }
        });
        return cases;
    }

    private void place(String root, String path, byte[] bytes, SortedMap<String, SortedMap<String, byte[]>> folders) {
        String[] parts = path.substring(root.length()).split("/", -1);
        if (parts.length != 3) {
            findings.error(
                    Position.whole(path),
                    "case.place",
                    Text.of("用例文件应位于 cases/<输入>/<用例>/", "A case's file belongs into cases/<input>/<case>/"),
                    Text.of("移动或删除此文件", "Move or remove the file"));
            return;
        }
        String folder = root + parts[0] + "/" + parts[1];
        if (!inputs.containsKey(parts[0]) && !folders.containsKey(folder)) {
            findings.error(
                    Position.whole(root + parts[0]),
                    "case.unknown-input",
                    Text.of(
                            "路由包没有输入 %s（已声明：%s）",
                            "The bundle has no input %s (declared: %s)", parts[0], new TreeSet<>(inputs.keySet())),
                    Text.of(
                            "以 operationId、facade.<名>、message.<名>、file.<连接>.<来源>、rows.<连接>.<来源>、"
                                    + "frame.<连接>.<来源> 或 sync.<同步>.<流> 命名文件夹",
                            "Name the folder by an operationId, facade.<name>, message.<name>,"
                                    + " file.<connection>.<source>, rows.<connection>.<source>,"
                                    + " frame.<connection>.<source> or sync.<sync>.<stream>"));
        }
        folders.computeIfAbsent(folder, absent -> new TreeMap<>()).put(parts[2], bytes);
    }
}
