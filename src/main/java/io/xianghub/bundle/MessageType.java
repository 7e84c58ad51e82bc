package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import java.util.List;

/**
 * A kind of message that a department submits as its own row; its route is {@code direct:<name>}.
 *
 * @param department code of the department whose clients may submit it
 * @param columns the columns of the department's row; nothing else is accepted
 */
public record MessageType(BundleName bundle, String name, String department, List<String> columns) {}
