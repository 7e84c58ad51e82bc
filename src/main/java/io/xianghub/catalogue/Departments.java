package io.xianghub.catalogue;

import java.util.Optional;
import java.util.Set;

/** The departments that take part, and who answers for them. */
public interface Departments {

    Optional<Department> find(String code);

    /** The roles that nobody fills; a bundle is deployed only when this is empty. 工作方案: 明确责任人 */
    Set<Responsibility> missing(String code);

    boolean hasApp(String code, String app);
}
