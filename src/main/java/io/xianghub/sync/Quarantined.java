package io.xianghub.sync;

import io.xianghub.shared.Text;

/** A row that a run set aside: its key and what is wrong with it, never its content. */
public record Quarantined(String stream, String key, String reason, Text detail) {}
